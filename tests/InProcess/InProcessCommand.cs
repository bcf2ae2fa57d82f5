using Microsoft.Extensions.Logging;
using StreamLift.Host;
using StreamLift.Host.Commands;
using StreamLift.Tests.Brokers;

namespace StreamLift.Tests.InProcess;

/// <summary>
/// The command line in the test's own process, which a start costs a tenth of a process's. Where signals, the process's end, its environment or its
/// memory are the subject, a test starts a process instead (<c>StreamLiftCommand</c>).
/// </summary>
internal sealed class InProcessCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly PrintedLines _lines = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _code;

    private InProcessCommand(IEnumerable<string> arguments) =>
        _code = Task.Run(async () =>
        {
            using var output = new LineWriter(_lines, isOutput: true);
            using var error = new LineWriter(_lines, isOutput: false);
            return await CommandLine.RunAsync(
                [.. arguments],
                new Terminal(new RedactingTextWriter(output), new RedactingTextWriter(error), log => log.AddProvider(new LineLogProvider(_lines))),
                _stop.Token
            );
        });

    /// <summary>What it printed, line by line, both ways out, and what it logged.</summary>
    public IReadOnlyList<string> Lines => _lines.All;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _code.IsCompleted;

    /// <summary>Starts a command.</summary>
    public static InProcessCommand Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Output, IReadOnlyList<string> Lines)> ToEndAsync(params IEnumerable<string> arguments)
    {
        using var command = Start(arguments);
        var code = await command.ExitAsync();
        return (code, command._lines.Output, command.Lines);
    }

    /// <summary>Runs a command to its end, which must be with exit code 0.</summary>
    /// <returns>Its stdout.</returns>
    public static async Task<string> SucceedAsync(params IEnumerable<string> arguments)
    {
        var (code, output, lines) = await ToEndAsync(arguments);
        Assert.True(code == 0, string.Join('\n', lines));
        return output;
    }

    /// <summary>Waits for a line.</summary>
    public Task<string> LineAsync(Func<string, bool> isIt) => _lines.LineAsync(isIt, _code, Patience);

    /// <summary>Asks it to end in order, as a first signal does.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        try
        {
            return await _code.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"still running after {Patience}: {string.Join('\n', Lines)}");
        }
    }

    /// <summary>Asks it to end where it still runs: a test that failed leaves no member in its group.</summary>
    public void Dispose() => _stop.Cancel();
}
