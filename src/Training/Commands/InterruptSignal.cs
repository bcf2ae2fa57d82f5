using System.Runtime.InteropServices;

namespace StreamLift.Training.Commands;

/// <summary>Cancels a token on Ctrl+C or SIGTERM. A second signal ends the process.</summary>
internal sealed class InterruptSignal : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    public InterruptSignal() =>
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = !_asked.IsCancellationRequested;
                    _asked.Cancel();
                }))];

    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _asked.Dispose();
    }
}
