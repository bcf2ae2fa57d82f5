using System.Text;
using StreamLift.Wire;

namespace StreamLift.Containers.Tests;

public class SpineTests
{
    [EngineFact]
    public async Task Containerised_service_lifts_every_frame_once_and_dead_letters_a_bad_record()
    {
        await using var spine = await Spine.StartAsync();
        Recorded.Send(spine.Bootstrap, Spine.Input, WireEncoding.Protobuf);
        var records = TopicReader.Read(spine.Bootstrap, Spine.Output, Recorded.Frames.Values.Sum());
        Assert.Equal(
            new SortedDictionary<string, int>(Recorded.Frames.ToDictionary(), StringComparer.Ordinal),
            Lifted.InOrder(records, WireEncoding.Protobuf, person: 7)
        );

        var rejected = Assert.Single(TopicReader.Read(spine.Bootstrap, Spine.DeadLetters, 1));
        Assert.Equal("no frame"u8, rejected.Message.Value);
        Assert.Equal("malformed-protobuf", Encoding.UTF8.GetString(rejected.Message.Headers.GetLastBytes("streamlift-reason")));
    }

    [EngineFact]
    public async Task Service_is_healthy_without_root_on_a_read_only_file_system()
    {
        await using var spine = await Spine.StartAsync();
        for (var probe = 0; probe < 3; probe++)
        {
            var healthy = await spine.Service.ExecAsync(["bash", "/app/healthy"]);
            Assert.Equal((0L, ""), (healthy.ExitCode, healthy.Stderr));
        }
        // the image's own user could write there, were it not read-only
        Assert.Contains("Read-only file system", (await spine.Service.ExecAsync(["touch", "/home/app/written"])).Stderr, StringComparison.Ordinal);
        Assert.Equal("1654", (await spine.Service.ExecAsync(["id", "-u"])).Stdout.Trim());

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(spine.Metrics);
        Assert.Contains("dotnet_exceptions_total", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("FileNotFoundException", metrics, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task Service_stopped_under_traffic_exits_with_0_and_loses_no_frame()
    {
        await using var spine = await Spine.StartAsync();
        var cameras = await spine.ProduceAsync(rate: 100);
        TopicReader.Await(spine.Bootstrap, Spine.Output, 400);
        await spine.Service.StopAsync();
        Assert.Equal(0L, await spine.Service.GetExitCodeAsync());
        Assert.Matches("drained: [0-9,]+ records? delivered in ", (await spine.Service.GetLogsAsync()).Stderr); // one record may be all that was on its way

        await cameras.StopAsync();
        Assert.Equal(0L, await cameras.GetExitCodeAsync());
        var sent = SentFrames.In((await cameras.GetLogsAsync()).Stdout);
        await spine.Service.StartAsync();
        var came = Lifted.InOrder(TopicReader.Read(spine.Bootstrap, Spine.Output, sent), WireEncoding.Json, person: 0);
        Assert.Equal((4, sent), (came.Count, came.Values.Sum()));
    }
}
