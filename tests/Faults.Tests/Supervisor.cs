namespace StreamLift.Faults.Tests;

/// <summary>Keeps one instance running: starts it again when it ends with an exit code that the fault may cause.</summary>
internal sealed class Supervisor
{
    private readonly Func<Command> _start;
    private readonly int _expected;
    private readonly Task _keeping;
    private readonly CancellationTokenSource _stop = new();
    private volatile Command _current;
    private int _ends;

    /// <param name="start">Starts it.</param>
    /// <param name="expected">The exit code.</param>
    public Supervisor(Func<Command> start, int expected)
    {
        (_start, _expected) = (start, expected);
        _current = start();
        _keeping = Task.Run(KeepAsync);
    }

    /// <summary>How often it has been started again.</summary>
    public int Ends => Volatile.Read(ref _ends);

    /// <summary>Ends the instance in order.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        if (!_current.HasEnded)
            _current.Terminate();
        await _keeping;
    }

    private async Task KeepAsync()
    {
        while (true)
        {
            var code = await _current.ExitAsync(TimeSpan.FromMinutes(30));
            if (_stop.IsCancellationRequested)
                return;
            Assert.True(code == _expected, $"ended with {code}: {string.Join('\n', _current.Lines)}");
            _current = _start();
            Interlocked.Increment(ref _ends);
        }
    }
}
