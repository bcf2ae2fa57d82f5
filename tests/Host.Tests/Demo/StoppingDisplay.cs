using StreamLift.Host.Demo;
using StreamLift.Host.Demo.Display;

namespace StreamLift.Host.Tests.Demo;

/// <summary>Keeps what is shown, and presses Ctrl+C after so many reports.</summary>
internal sealed class StoppingDisplay(int reports) : IDemoDisplay, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Stop => _stop.Token;

    public List<DemoReport> Shown { get; } = [];

    public List<string> Said { get; } = [];

    public void WriteLine(string line) => Said.Add(line);

    public async Task ShowAsync(IAsyncEnumerable<DemoReport> shown)
    {
        await foreach (var report in shown)
        {
            Shown.Add(report);
            if (Shown.Count == reports)
                await _stop.CancelAsync();
        }
    }

    public void Dispose() => _stop.Dispose();
}
