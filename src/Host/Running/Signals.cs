using System.Runtime.InteropServices;

namespace StreamLift.Host.Running;

/// <summary>
/// The first SIGTERM or Ctrl+C requests a graceful shutdown; the second ends the process at once with exit code 130. A cancelled token requests a graceful
/// shutdown too.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly CancellationTokenRegistration _cancellation;
    private int _count;

    public Signals(CancellationToken stop)
    {
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
        _cancellation = stop.UnsafeRegister(_ => Begin("stop"), null);
    }

    /// <summary>The name of the first signal, or "stop" for the token; empty before.</summary>
    public string First { get; private set; } = "";

    /// <summary>Raised by the first signal, before <see cref="Stop"/> is cancelled.</summary>
    public event Action? Received;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        _cancellation.Dispose();
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
            HardExit.With(ExitCode.Interrupted);
        Begin(signal.Signal.ToString());
    }

    private void Begin(string first)
    {
        First = first;
        Received?.Invoke();
        _stop.Cancel();
    }
}
