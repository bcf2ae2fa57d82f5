using System.Text;
using StreamLift.Wire;

namespace StreamLift.Containers.Tests;

public class SpineTests
{
    [EngineFact]
    public async Task The_service_lifts_frames_between_containers()
    {
        await using var spine = await Spine.StartAsync();
        Recorded.Send(spine.Bootstrap, Spine.Input, WireEncoding.Protobuf);
        var records = TopicReader.Read(spine.Bootstrap, Spine.Output, Recorded.Frames.Values.Sum());

        var decoder = new PoseDecoder();
        var next = Recorded.Frames.Keys.ToDictionary(stream => stream, _ => 0L);
        var frame = new PoseFrame();
        foreach (var record in records)
        {
            Assert.True(decoder.TryDecode(WireEncoding.Protobuf, record.Message.Value, frame, out var problem), problem);
            var stream = Encoding.UTF8.GetString(frame.Stream);
            Assert.Equal(stream, record.Message.Key);
            Assert.Equal(next[stream]++, frame.Frame);                       // none missing, none twice, in order
            Assert.Equal(1, frame.People);
            Assert.Equal(7, frame.Id(0));
            Assert.True(frame.Lifted(0));
            Assert.Equal([0, 0, 0], frame.Joints(0)[..3].ToArray());
        }
        Assert.Equal(Recorded.Frames.Values.Select(count => (long)count), Recorded.Frames.Keys.Select(stream => next[stream]));

        var rejected = Assert.Single(TopicReader.Read(spine.Bootstrap, Spine.DeadLetters, 1));
        Assert.Equal("no frame"u8, rejected.Message.Value);
        Assert.Equal("malformed-protobuf", Encoding.UTF8.GetString(rejected.Message.Headers.GetLastBytes("streamlift-reason")));
    }

    [EngineFact]
    public async Task The_service_is_healthy_without_root_and_drains_when_it_is_stopped()
    {
        await using var spine = await Spine.StartAsync();
        var healthy = await spine.Service.ExecAsync(["bash", "/app/healthy"]);
        Assert.Equal((0L, ""), (healthy.ExitCode, healthy.Stderr));
        var user = await spine.Service.ExecAsync(["id", "-u"]);
        Assert.NotEqual("0", user.Stdout.Trim());
        Assert.NotEqual(0L, (await spine.Service.ExecAsync(["touch", "/app/written"])).ExitCode);

        await spine.Service.StopAsync();
        Assert.Equal(0L, await spine.Service.GetExitCodeAsync());
    }
}
