using System.Text;
using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests.Fusion;

/// <summary><c>run --key</c> over a real broker: where the poses of a rig's cameras go.</summary>
public sealed class RigKeyTests(Cluster cluster) : IDisposable
{
    private const int FrameCount = 20;

    private static readonly MadeRoom[] Rooms = [new("hall"), new("yard", cameras: 3)];

    private readonly string _rigs = Path.GetTempFileName();

    public void Dispose() => File.Delete(_rigs);

    [RealBrokerTheory]
    [InlineData(null, "AtLeastOnce")]
    [InlineData("{0}", "ExactlyOnce")]
    [InlineData("detector of {0}", "AtLeastOnce")]
    public async Task Poses_of_all_cameras_of_a_rig_are_in_one_partition_whatever_the_frames_key(string? key, string guarantee)
    {
        File.WriteAllText(_rigs, $"[{string.Join(',', Rooms.Select(room => room.Json))}]");
        var pipeline = await cluster.PipelineAsync(4, 8);
        pipeline.Send([.. Rooms.SelectMany(room => Records(room, key)), .. Records(Rooms[0], key, take: "monday/")]);

        await pipeline.ToEndAsync("--key", "rig", "--rig", _rigs, "--guarantee", guarantee, "--instance", "a");

        // the frames of each rig were in several partitions
        var sent = Topics.Read(cluster.Bootstrap, pipeline.Input);
        Assert.All(Rooms, room => Assert.True(sent.Where(record => RigOf(record) == room.Rig.Name).Select(record => record.Partition).Distinct().Count() > 1));
        pipeline.AssertEachOnce(streams: 4 + 3 + 4, FrameCount);
        var byRig = pipeline.Poses().GroupBy(RigOf).ToList();
        Assert.Equal(["hall", "monday/hall", "yard"], byRig.Select(rig => rig.Key).Order());
        Assert.All(byRig, rig => Assert.Single(rig.Select(record => record.Partition).Distinct()));
        Assert.All(byRig, rig => Assert.All(rig, record => Assert.Equal(rig.Key, Encoding.UTF8.GetString(record.Message.Key!))));
        Assert.True(byRig.Select(rig => rig.First().Partition).Distinct().Count() > 1);
    }

    [RealBrokerFact]
    public async Task Poses_of_a_stream_without_a_rig_have_the_stream_as_key_and_are_told_of_once()
    {
        File.WriteAllText(_rigs, Rooms[0].Json);
        var pipeline = await cluster.PipelineAsync(1);
        pipeline.Send(Records(Rooms[1], "a detector"));

        var lines = await pipeline.ToEndAsync("--key", "rig", "--rig", _rigs);

        Assert.All(pipeline.Poses(), record => Assert.Equal(Frames.Of(record).Stream, Encoding.UTF8.GetString(record.Message.Key!)));
        Assert.Equal(3, lines.Count(line => line.Contains("belongs to no rig", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.Contains("stream \"yard/cam-1\" belongs to no rig", StringComparison.Ordinal));
    }

    [RealBrokerFact]
    public async Task Poses_with_the_stream_as_key_have_it_whatever_key_their_frames_have()
    {
        var pipeline = await cluster.PipelineAsync(1);
        pipeline.Send(Records(Rooms[1], "a detector"));

        await pipeline.ToEndAsync("--key", "stream");

        pipeline.AssertEachOnceInOrder(streams: 3, FrameCount);
        Assert.All(pipeline.Poses(), record => Assert.Equal(Frames.Of(record).Stream, Encoding.UTF8.GetString(record.Message.Key!)));
    }

    // The frames of a rig's cameras, keyed by this pattern of the stream.
    private static IEnumerable<Message<byte[]?, byte[]?>> Records(MadeRoom room, string? key, string take = "") =>
        from frame in Enumerable.Range(0, FrameCount)
        from camera in Enumerable.Range(0, room.Rig.Cameras.Count)
        let stream = room.Rig.Cameras[camera].Stream
        select new Message<byte[]?, byte[]?>
        {
            Key = key is null ? null : Encoding.UTF8.GetBytes(string.Format(null, key, take + stream)),
            Value = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(room.Keypoints(camera, frame)).Replace(stream, take + stream)),
        };

    private static string RigOf(ConsumeResult<byte[]?, byte[]?> record)
    {
        var stream = Frames.Of(record).Stream;
        return stream[..stream.LastIndexOf('/')];
    }
}
