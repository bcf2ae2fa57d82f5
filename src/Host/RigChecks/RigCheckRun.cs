using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Evaluate;
using StreamLift.Host.People;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Host.RigChecks;

/// <summary>Runs <c>rig check</c>.</summary>
internal static class RigCheckRun
{
    private const string Client = "streamlift-rig-check";

    /// <summary>Reads the topic, or both, to the current end and prints the table.</summary>
    /// <returns>1 if a camera is beyond the limit, or if there is nothing to check by.</returns>
    /// <exception cref="ConfigurationException">Wrong options or data, another kind of topic, or a missing one.</exception>
    /// <exception cref="BrokerException">No broker answers, or a fatal broker error.</exception>
    public static async Task<int> RunAsync(RigCheckOptions options, Terminal terminal, CancellationToken stop)
    {
        var rigs = RigCatalogue.Load(options.Rig);
        foreach (var line in rigs.Notes)
            terminal.Error.WriteLine(rigs.Warnings.Contains(line) ? $"warning: {line}" : $"note: {line}");
        var ends = await CommandTopic.EndsAsync(options.Broker);
        var poses = options.Poses is { } topic ? options.Broker with { Topic = topic } : null;
        var endsOfPoses = poses is null ? null : await CommandTopic.EndsAsync(poses);
        var (checks, people) = (new CheckedRigs(rigs), DecodedRecords.OfPeople(options.Encoding));
        await Task.Run(
            () =>
            {
                Read(options.Broker, ends, record => Add(checks, people.Decode(record.Message.Headers, record.Message.Value)), stop);
                if (people is { Read: 0, Unreadable: > 0 })
                    throw new ConfigurationException(
                        $"topic {options.Broker.Topic} holds no people of rigs ({people.FirstProblem}); use the output topic of `fuse`"
                    );
                if (poses is not null)
                    Compare(poses, endsOfPoses!, checks, options, stop);
            },
            CancellationToken.None
        );
        terminal.Output.WriteLine(options.Json ? RigCheckText.Json(checks) : RigCheckText.Table(checks));
        return Judge(checks, options, terminal);
    }

    private static void Add(CheckedRigs checks, Wire.Messages.PeopleFrame? frame)
    {
        if (frame is not null)
            checks.Add(frame);
    }

    private static void Compare(BrokerOptions poses, IReadOnlyDictionary<int, long> ends, CheckedRigs checks, RigCheckOptions options, CancellationToken stop)
    {
        var records = DecodedRecords.OfPoses(options.Encoding);
        var (read, withKeypoints, wanted) = (0L, 0L, checks.Rigs.Sum(rig => rig.KeptFrames));
        Read(
            poses,
            ends,
            record =>
            {
                if (records.Decode(record.Message.Headers, record.Message.Value) is not { } frames)
                    return;
                for (var i = 0; i < frames.Count; i++)
                {
                    (read, withKeypoints) = (read + 1, withKeypoints + (frames[i].InputLayout.Length > 0 ? 1 : 0));
                    checks.Compare(frames[i]);
                }
            },
            stop
        );
        if (read == 0 && records.Unreadable > 0)
            throw new ConfigurationException($"--poses {poses.Topic}: the topic holds no poses ({records.FirstProblem})");
        if (read > 0 && withKeypoints == 0)
            throw new ConfigurationException($"--poses {poses.Topic}: the poses carry no keypoints; `run --with-keypoints` writes them");
        if (withKeypoints > 0 && wanted > 0 && checks.Compared == 0)
            throw new ConfigurationException(
                checks.UnknownLayouts.Count > 0
                    ? $"--poses {poses.Topic}: the keypoints are of {Layouts(checks)}, which is not built in, so they can't be compared"
                    : $"--poses {poses.Topic}: none of its frames is one of those on topic {options.Broker.Topic}; give the topic that `fuse` read"
            );
    }

    private static string Layouts(CheckedRigs checks) => OneLine.Of($"layout {string.Join(", ", checks.UnknownLayouts)}", 200);

    private static void Read(BrokerOptions broker, IReadOnlyDictionary<int, long> ends, Action<ConsumeResult<Ignore, byte[]>> each, CancellationToken stop)
    {
        using var consumer = new AssignedConsumer<Ignore, byte[]>(broker, Client, Client);
        foreach (var record in consumer.ReadTo(ends, stop))
            each(record);
        stop.ThrowIfCancellationRequested();
    }

    private static int Judge(CheckedRigs checks, RigCheckOptions options, Terminal terminal)
    {
        if (checks.UnknownLayouts.Count > 0)
            terminal.Error.WriteLine($"note: keypoints of {Layouts(checks)} were left out: it is not built in");
        foreach (var (rig, records) in checks.Unknown)
            terminal.Error.WriteLine($"note: rig {rig}: {Counted.Of(records, "record")} of a rig that {options.Rig} does not have");
        if (checks.Rigs.Count == 0)
        {
            terminal.Error.WriteLine($"streamlift: topic {options.Broker.Topic} has no records of a rig of {options.Rig}");
            return ExitCode.CheckFailed;
        }
        var isBeyond = false;
        foreach (var camera in checks.Rigs.SelectMany(rig => rig.Cameras))
        {
            if (camera.Instants == 0)
                terminal.Error.WriteLine($"warning: camera {camera.Stream}: no frame of it took part");
            if (options.LimitPixels is not { } limit || camera.Reprojection() <= limit)
                continue;
            isBeyond = true;
            terminal.Error.WriteLine(
                double.IsNaN(camera.Reprojection())
                    ? $"streamlift: camera {camera.Stream}: it saw nobody, so there is nothing to measure it by"
                    : FormattableString.Invariant($"streamlift: camera {camera.Stream}: {camera.Reprojection():0.0} px, above --limit {limit}")
            );
        }
        return isBeyond ? ExitCode.CheckFailed : ExitCode.Done;
    }
}
