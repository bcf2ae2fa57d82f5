using Microsoft.Extensions.Logging;
using StreamLift.Sink;
using StreamLift.Wire;

namespace StreamLift.Host.Running;

/// <summary>Logs the first dead letter of each reason when it is sent, and at intervals how many more were delivered.</summary>
internal sealed class DeadLettersLog
{
    private readonly Dictionary<Rejection, long> _logged = [];
    private readonly SinkTelemetry _sink;
    private readonly string _topic;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    /// <param name="sink">Counts the dead letters. The log takes the first of each reason from it.</param>
    /// <param name="topic">The dead-letter topic.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">Receives the lines.</param>
    public DeadLettersLog(SinkTelemetry sink, string topic, TimeProvider clock, ILogger log)
    {
        (_sink, _topic, _clock, _log) = (sink, topic, clock, log);
        sink.FirstDeadLetters.Say = line => log.RecordRejected(line);
    }

    /// <summary>Logs until <paramref name="stop"/>, and once more then.</summary>
    public Task RunAsync(CancellationToken stop) => RepeatedLog.RunAsync(Write, _clock, stop);

    /// <summary>Logs the dead letters since the last call, apart from the first of each reason.</summary>
    public void Write()
    {
        var fresh = new List<(string Reason, long Letters)>();
        foreach (var (reason, letters) in _sink.RejectedByReason)
        {
            var before = _logged.GetValueOrDefault(reason, 1); // the first has a line of its own
            if (letters > before)
                fresh.Add((RejectionNames.Of(reason), letters - before));
            _logged[reason] = letters;
        }

        if (fresh.Count > 0)
            _log.MoreDeadLetters(
                Counted.Of(fresh.Sum(reason => reason.Letters), "more dead letter"),
                _topic,
                string.Join(", ", fresh.OrderByDescending(reason => reason.Letters).Select(reason => $"{reason.Reason} {reason.Letters}"))
            );
    }
}
