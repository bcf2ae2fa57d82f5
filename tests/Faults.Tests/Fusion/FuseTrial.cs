using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Faults.Tests.Fusion;

/// <summary>
/// Pose records of two rigs, a group that is killed while it fuses them, and another that is left alone. What readers of committed records see of both is
/// compared byte for byte.
/// </summary>
internal sealed class FuseTrial : IDisposable
{
    private const int Partitions = 2;

    private readonly ThreeBrokers _brokers;
    private readonly string _rigs = Path.GetTempFileName();
    private readonly string _name = $"fuse-{Guid.NewGuid():N}"[..13];
    private readonly MadeRoom[] _rooms = [new("hall", people: 2), new("yard", cameras: 3)];
    private readonly List<Command> _started = [];
    private long _sent;

    private FuseTrial(ThreeBrokers brokers)
    {
        _brokers = brokers;
        File.WriteAllText(_rigs, $"[{string.Join(',', _rooms.Select(room => room.Json))}]");
    }

    /// <summary>Appears when the kill is to count.</summary>
    public string Armed => Path.Combine(Path.GetTempPath(), $"{_name}-armed");

    private string Poses => $"{_name}-poses";

    public static async Task<FuseTrial> MakeAsync(ThreeBrokers brokers)
    {
        var trial = new FuseTrial(brokers);
        string[] topics = [trial.Poses, $"{trial.Poses}.dead-letters", trial.People("killed"), trial.People("calm")];
        await brokers.Admin.CreateTopicsAsync(topics.Select(topic => new TopicSpecification { Name = topic, NumPartitions = Partitions }));
        foreach (var topic in topics)
            Topics.PartitionsOf(brokers.Admin, topic);
        return trial;
    }

    /// <summary>Sends so many more frames of each camera, keyed by the rig.</summary>
    public void Send(int frames)
    {
        Topics.Send(
            _brokers.Bootstrap,
            Poses,
            Enumerable
                .Range(0, frames)
                .SelectMany(frame =>
                    _rooms.SelectMany(room => Enumerable.Range(0, room.Rig.Cameras.Count).Select(camera => Record(room, camera, _sent + frame)))
                )
        );
        _sent += frames;
    }

    /// <summary>Starts an instance of a group.</summary>
    /// <param name="group">The group: killed, or calm.</param>
    /// <param name="crashAt">Where it is to be killed.</param>
    /// <param name="more">More arguments.</param>
    public Command Start(string group, string crashAt = "", params IEnumerable<string> more)
    {
        var started = StreamLiftCommand.Start(
            new Dictionary<string, string> { ["STREAMLIFT_CRASH_AT"] = crashAt },
            [
                "fuse",
                "--bootstrap",
                _brokers.Bootstrap,
                "--input",
                Poses,
                "--output",
                People(group),
                "--rig",
                _rigs,
                "--group",
                $"{_name}-{group}",
                "--instance",
                "one",
                "--create-topics",
                "--http",
                "off",
                "--max-batch",
                "24", // many batches, and transactions
                .. Guarantees.Flags(Guarantees.ExactlyOnce, 20),
                "--kafka",
                "session.timeout.ms=6000",
                "--kafka",
                "heartbeat.interval.ms=500",
                .. more,
            ]
        );
        _started.Add(started);
        return started;
    }

    /// <summary>Runs a group to the end of the input.</summary>
    public async Task ToEndAsync(string group)
    {
        var run = Start(group, "", "--until-end");
        var code = await run.ExitAsync(StreamLiftCommand.Patience);
        Assert.True(code == 0, $"ended with {code}: {string.Join('\n', run.Lines)}");
    }

    /// <summary>The committed records of a group's output, partition by partition, as text.</summary>
    public List<string> Read(string group) =>
        [
            .. Topics
                .Read(_brokers.Bootstrap, People(group))
                .Select(record => $"{record.Partition.Value} {Encoding.UTF8.GetString(record.Message.Key!)} {Encoding.UTF8.GetString(record.Message.Value!)}"),
        ];

    public void Dispose()
    {
        _started.ForEach(command => command.Dispose());
        File.Delete(_rigs);
        File.Delete(Armed);
    }

    private string People(string group) => $"{_name}-{group}";

    private static Message<byte[]?, byte[]?> Record(MadeRoom room, int camera, long frame) =>
        new() { Key = Encoding.UTF8.GetBytes(room.Rig.Name), Value = room.Record(camera, frame) };
}
