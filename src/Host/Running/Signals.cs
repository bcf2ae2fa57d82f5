using System.Runtime.InteropServices;

namespace StreamLift.Host.Running;

/// <summary>The first SIGTERM or Ctrl+C asks for an end in order; the second ends at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _heard;

    public Signals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear),
    ];

    /// <summary>The first signal's name; empty before.</summary>
    public string First { get; private set; } = "";

    /// <summary>The first signal has come, and nobody has been told to stop yet.</summary>
    public event Action? Heard;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Hear(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _heard) > 1)
            HardExit.With(ExitCode.Interrupted);
        First = signal.Signal.ToString();
        Heard?.Invoke();
        _stop.Cancel();
    }
}
