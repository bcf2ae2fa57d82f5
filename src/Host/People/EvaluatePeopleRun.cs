using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Evaluate;
using StreamLift.Host.Motion;
using StreamLift.Poses;

namespace StreamLift.Host.People;

/// <summary>Runs <c>evaluate --people</c>.</summary>
internal static class EvaluatePeopleRun
{
    /// <summary>Reads the topic to its current end and prints the scores.</summary>
    /// <returns>1 if records are missing.</returns>
    /// <exception cref="ConfigurationException">Wrong options or data, another kind of topic, or a missing one.</exception>
    /// <exception cref="BrokerException">No broker answers, or a fatal broker error.</exception>
    public static async Task<int> RunAsync(EvaluateOptions options, Terminal terminal, CancellationToken stop)
    {
        var evaluation = new PeopleEvaluation(Truth(options, terminal));
        var ends = await CommandTopic.EndsAsync(options.Broker);
        var records = DecodedRecords.OfPeople(options.Encoding);
        await Task.Run(
            () =>
            {
                using var consumer = new AssignedConsumer<Ignore, byte[]>(options.Broker, "streamlift-evaluate", "streamlift-evaluate");
                foreach (var record in consumer.ReadTo(ends, stop))
                    if (records.Decode(record.Message.Headers, record.Message.Value) is { } frame)
                        if (options.RigName is null || options.RigName == frame.RigName)
                            evaluation.Add(frame);
                stop.ThrowIfCancellationRequested();
            },
            CancellationToken.None
        );
        if (records is { Read: 0, Unreadable: > 0 })
            throw new ConfigurationException(
                $"topic {options.Broker.Topic} holds no people of rigs ({records.FirstProblem}); use the output topic of `fuse`, or leave out --people"
            );

        var scores = evaluation.Finish();
        terminal.Output.WriteLine(options.Json ? scores.ToJson() : scores.ToText());
        foreach (var note in evaluation.Notes)
            terminal.Error.WriteLine($"note: {note}");
        if (records.Unreadable > 0)
            terminal.Error.WriteLine($"note: {Counted.Of(records.Unreadable, "record")} without people of rigs: {records.FirstProblem}");
        if (scores.IsNobodyMatched)
            terminal.Error.WriteLine(
                "warning: nobody who was found is near anybody of the truth, so there is no error to print; is the truth in the world of the rig, in mm?"
            );
        if (scores.Frames == 0)
            terminal.Error.WriteLine($"streamlift: {evaluation.Nothing(options.Broker.Topic, options.RigName)}");
        else if (evaluation.MissingInstants > 0)
            terminal.Error.WriteLine(
                $"streamlift: {Counted.Of(evaluation.MissingInstants, "instant")} of the truth have no record on topic {options.Broker.Topic}"
            );
        return scores.Frames == 0 || evaluation.MissingInstants > 0 ? ExitCode.CheckFailed : ExitCode.Done;
    }

    private static IPeopleTruth Truth(EvaluateOptions options, Terminal terminal)
    {
        var source = options.Truth.Source;
        if (source == MotionOptions.Synthetic)
            throw new ConfigurationException("--truth synthetic: not with --people; give the file that `produce --truth-out FILE` has written");
        if (File.Exists(source) && IsTruthFile(source))
            return options.Truth.GivenOfRecordings.Count == 0
                ? FileTruth.Read(source)
                : throw new ConfigurationException($"{string.Join(", ", options.Truth.GivenOfRecordings)}: only for recorded motion; {source} is a truth file");
        var recorded = MotionStreams.Open(options.Truth);
        foreach (var note in recorded.Notes)
            terminal.Error.WriteLine(MotionNote.Line(note));
        return new RecordingsTruth(recorded, options.RigName);
    }

    // Motion files, npz and h5 begin otherwise.
    private static bool IsTruthFile(string path)
    {
        try
        {
            using var text = File.OpenText(path);
            Span<char> start = stackalloc char[64];
            return start[..text.ReadBlock(start)].TrimStart().StartsWith("{");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--truth {path}: can't be read: {e.Message}");
        }
    }
}
