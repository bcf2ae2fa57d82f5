using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Poses;

namespace StreamLift.Host.Evaluate;

/// <summary>Runs <c>evaluate</c>.</summary>
internal static class EvaluateRun
{
    /// <summary>Reads the topic to its current end and prints the table.</summary>
    /// <returns>1 if frames are missing.</returns>
    /// <exception cref="ConfigurationException">Wrong options or data, or a missing topic.</exception>
    /// <exception cref="BrokerException">No broker answers, or a fatal broker error.</exception>
    public static async Task<int> RunAsync(EvaluateOptions options, Terminal terminal, CancellationToken stop)
    {
        // The ground truth first: what is wrong with it is reported without a broker.
        var truth = MotionStreams.Open(options.Truth);
        foreach (var note in truth.Notes)
            terminal.Error.WriteLine(MotionNote.Line(note));
        var ends = await CommandTopic.EndsAsync(options.Broker);
        var (match, records) = (new TruthMatch(truth), DecodedRecords.OfPoses(options.Encoding));
        await Task.Run(
            () =>
            {
                using var consumer = new AssignedConsumer<Ignore, byte[]>(options.Broker, "streamlift-evaluate", "streamlift-evaluate");
                foreach (var record in consumer.ReadTo(ends, stop))
                    if (records.Decode(record.Message.Headers, record.Message.Value) is { } frames)
                        for (var i = 0; i < frames.Count; i++)
                            match.Add(frames[i]);
                stop.ThrowIfCancellationRequested();
            },
            CancellationToken.None
        );

        var scores = match.Finish();
        terminal.Output.WriteLine(options.Json ? scores.ToJson() : scores.ToText());
        if (match.Foreign > 0)
            terminal.Error.WriteLine(
                $"note: {Counted.Of(match.Foreign, "frame")} not in the ground truth (different source, --subjects, --cameras or --frames?)"
            );
        if (records.Unreadable > 0)
            terminal.Error.WriteLine($"note: {Counted.Of(records.Unreadable, "record")} without poses: {records.FirstProblem}");
        if (scores.MissingFrames > 0)
            terminal.Error.WriteLine(
                $"streamlift: {scores.MissingFrames:N0} of {truth.TotalFrames:N0} frames of the ground truth have no pose on topic {options.Broker.Topic}"
            );
        return scores.MissingFrames > 0 ? ExitCode.CheckFailed : ExitCode.Done;
    }
}
