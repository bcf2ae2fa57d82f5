using System.Text;
using StreamLift.Wire.Reading;

namespace StreamLift.Lifter.Suspicion;

/// <summary>The suspicions of all lanes: each is said and counted once per stream. The class is thread-safe.</summary>
/// <param name="telemetry">Counts the streams.</param>
/// <param name="say">Takes the line of each suspicion.</param>
public sealed class SuspectStreams(LifterTelemetry telemetry, Action<string> say)
{
    private const int MostRemembered = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<(string Stream, Suspect Suspect)> _said = [];

    /// <summary>Reports a suspicion.</summary>
    internal void Report(ReadOnlySpan<byte> stream, Suspect suspect, string text)
    {
        lock (_lock)
        {
            if (_said.Count == MostRemembered)
                _said.Clear(); // The number of streams over time is unlimited.
            if (!_said.Add((Encoding.UTF8.GetString(stream), suspect)))
                return;
        }

        telemetry.StreamSuspected(SuspectNames.Of(suspect));
        say($"stream {QuotedExcerpt.Of(stream)}: {text} ({SuspectNames.Of(suspect)})");
    }
}
