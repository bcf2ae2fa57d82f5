using System.Diagnostics;
using System.Text;
using StreamLift.Pipeline.Tests.Fusion;

namespace StreamLift.Pipeline.Tests.Viewing;

/// <summary>The viewer of a service with a rig, and what a service without a viewer reads.</summary>
public sealed class ServiceViewTests(Cluster cluster)
{
    private const int Cameras = 4;

    [RealBrokerFact]
    public async Task Both_stages_with_view_serve_the_room_and_the_keypoints_of_its_cameras()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 2, new MadeRoom("hall"));
        var (input, address) = (await cluster.TopicAsync("in", 2), $"127.0.0.1:{Ports.Free()}");
        await cluster.DeadLettersOf(input);
        string[] more = ["--people", pipeline.People, "--rig", pipeline.RigFile, "--create-topics", "--http", address, "--view"];
        using var run = InProcessCommand.Start(StreamLiftCommand.RunArguments(pipeline.Bootstrap, input, pipeline.Poses, more));
        await AssertShownAsync(run, pipeline, address, frame =>
            Topics.Send(
                pipeline.Bootstrap,
                input,
                Enumerable
                    .Range(0, Cameras)
                    .Select(camera => Frames.Record($"cam-{camera}", Encoding.UTF8.GetString(pipeline.Rooms[0].Keypoints(camera, frame))))
            )
        );
    }

    [RealBrokerFact]
    public async Task Fuse_with_view_serves_its_people_and_the_keypoints_of_the_poses_that_it_reads()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 2, new MadeRoom("hall"));
        var address = $"127.0.0.1:{Ports.Free()}";
        using var fuse = InProcessCommand.Start([.. pipeline.Arguments("--view").Select(word => word == "off" ? address : word)]);
        await AssertShownAsync(fuse, pipeline, address, frame => pipeline.Send(frame, frame + 1));
    }

    [RealBrokerFact]
    public async Task First_viewer_starts_the_one_consumer_of_the_output_and_the_last_ends_it()
    {
        var (pipeline, address) = (await cluster.PipelineAsync(), $"127.0.0.1:{Ports.Free()}");
        using var without = await pipeline.StartProcessAsync("--http", "off");
        var clients = await SettledClientsAsync(without);
        without.Terminate();
        await without.ExitAsync(StreamLiftCommand.Patience);

        using var run = await pipeline.StartProcessAsync("--http", address, "--view");
        Assert.Equal(clients, await SettledClientsAsync(run));
        using (var first = await TestPage.OpenAsync(new Uri($"http://{address}/view/")))
        using (var second = await TestPage.OpenAsync(new Uri($"http://{address}/view/")))
        {
            await second.SchemaAsync();
            await EventuallyAsync(() => Clients(run) > clients);
            Assert.Equal(clients + 1, await SettledClientsAsync(run));
        }

        await EventuallyAsync(() => Clients(run) == clients);
        run.Terminate();
        Assert.Equal(0, await run.ExitAsync(StreamLiftCommand.Patience));
    }

    private static async Task AssertShownAsync(InProcessCommand service, FusePipeline pipeline, string address, Action<int> send)
    {
        await service.LineAsync(line => line.Contains($"viewer of topic {pipeline.People}: http://{address}/view/", StringComparison.Ordinal));
        using var page = await TestPage.OpenAsync(new Uri($"http://{address}/view/"));
        var (names, shown, placed) = (new List<string>(), new HashSet<string>(), 0);
        await ViewTests.SendingAsync(send, async () =>
        {
            while (shown.Count < 1 + Cameras)
            {
                var message = await page.NextAsync();
                if (message.Json is not { } json)
                    See(message.Frame);
                else if (json.TryGetProperty("sources", out var sources))
                {
                    names = [.. sources.EnumerateArray().Select(source => source.GetProperty("name").GetString()!)];
                    placed = json.GetProperty("rigs").EnumerateArray().Sum(rig => rig.GetProperty("cameras").EnumerateArray().Count(HasPlace));
                }
            }
        });
        Assert.Equal(["1 hall", .. pipeline.Rooms[0].Rig.Cameras.Select(camera => $"2 {camera.Stream}")], shown.Order());
        Assert.Equal(Cameras, placed);
        service.Stop();
        await page.AwaitEndAsync();
        Assert.Equal((1001, 0), (page.CloseStatus, await service.ExitAsync()));

        void See(byte[] frame)
        {
            if (BitConverter.ToUInt16(frame, 32) == 0)
                return;
            Assert.Equal(frame[1] == 2 ? 1 : 0, BitConverter.ToUInt16(frame, 34)); // poses have keypoints
            shown.Add($"{frame[1]} {names[BitConverter.ToUInt16(frame, 2)]}");
        }

        static bool HasPlace(System.Text.Json.JsonElement camera) => camera.TryGetProperty("translation", out _);
    }

    // librdkafka's clients: each has one thread of this name.
    private static int Clients(Command process) =>
        Directory.EnumerateDirectories($"/proc/{process.Id}/task").Count(thread => Name(thread).StartsWith("rdk:main", StringComparison.Ordinal));

    private static string Name(string thread)
    {
        try
        {
            return File.ReadAllText($"{thread}/comm");
        }
        catch (IOException)
        {
            return ""; // it has ended
        }
    }

    // Clients for one question end soon after it.
    private static async Task<int> SettledClientsAsync(Command process)
    {
        var (clients, same) = (Clients(process), 0);
        while (same < 20)
        {
            await Task.Delay(100);
            var now = Clients(process);
            (clients, same) = (now, now == clients ? same + 1 : 0);
        }

        return clients;
    }

    private static async Task EventuallyAsync(Func<bool> isSo)
    {
        for (var waiting = Stopwatch.StartNew(); !isSo(); await Task.Delay(100))
            Assert.True(waiting.Elapsed < TimeSpan.FromMinutes(1));
    }
}
