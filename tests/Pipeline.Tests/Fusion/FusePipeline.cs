using System.Text;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.Fusion;

/// <summary>The topics of one test of the second stage, the file of its rigs, and runs of it.</summary>
internal sealed class FusePipeline : IDisposable
{
    private readonly string _rigFile = Path.GetTempFileName();

    private FusePipeline(Cluster cluster, string poses, string people, IReadOnlyList<MadeRoom> rooms)
    {
        (Bootstrap, Poses, People, Rooms) = (cluster.Bootstrap, poses, people, rooms);
        File.WriteAllText(_rigFile, rooms.Count == 1 ? rooms[0].Json : $"[{string.Join(',', rooms.Select(room => room.Json))}]");
    }

    public string Bootstrap { get; }

    public string Poses { get; }

    public string People { get; }

    public IReadOnlyList<MadeRoom> Rooms { get; }

    public string RigFile => _rigFile;

    /// <summary>Makes the topics; the state topic is made by the service.</summary>
    public static async Task<FusePipeline> MakeAsync(Cluster cluster, int partitions, params IReadOnlyList<MadeRoom> rooms)
    {
        var poses = await cluster.TopicAsync("poses", partitions);
        await cluster.DeadLettersOf(poses);
        return new FusePipeline(cluster, poses, await cluster.TopicAsync("people", partitions), rooms);
    }

    /// <summary>Sends the frames of all rooms and cameras, keyed by the rig, frame by frame.</summary>
    public void Send(long from, long to) =>
        Topics.Send(
            Bootstrap,
            Poses,
            from.To(to).SelectMany(frame => Rooms.SelectMany(room => Enumerable.Range(0, room.Rig.Cameras.Count).Select(camera => Record(room, camera, frame))))
        );

    /// <summary>The arguments of <c>fuse</c>, with more of them.</summary>
    public IReadOnlyList<string> Arguments(params IEnumerable<string> more) =>
        [
            "fuse",
            "--bootstrap",
            Bootstrap,
            "--input",
            Poses,
            "--output",
            People,
            "--rig",
            _rigFile,
            "--group",
            $"group-of-{Poses}",
            "--http",
            "off",
            "--create-topics",
            .. more,
        ];

    /// <summary>Fuses what the input holds, which must end with exit code 0.</summary>
    /// <returns>All lines that it printed.</returns>
    public async Task<IReadOnlyList<string>> ToEndAsync(params IEnumerable<string> more)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(Arguments(["--until-end", .. more]));
        Assert.True(code == 0, string.Join('\n', lines));
        return lines;
    }

    /// <summary>The committed people records, partition by partition in order.</summary>
    public List<(string Key, PeopleFrame Frame)> Read() =>
        [
            .. Topics
                .Read(Bootstrap, People)
                .Select(record =>
                {
                    var frame = new PeopleFrame();
                    Assert.True(new PeopleDecoder().TryDecode(WireEncoding.Json, record.Message.Value, frame, out var error), error.Detail);
                    return (Encoding.UTF8.GetString(record.Message.Key!), frame);
                }),
        ];

    /// <summary>A pose record, keyed by its rig.</summary>
    public static Message<byte[]?, byte[]?> Record(MadeRoom room, int camera, long frame, string? key = null) =>
        new() { Key = Encoding.UTF8.GetBytes(key ?? room.Rig.Name), Value = room.Record(camera, frame) };

    public void Dispose() => File.Delete(_rigFile);
}
