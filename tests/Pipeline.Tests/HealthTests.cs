using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace StreamLift.Pipeline.Tests;

public sealed class HealthTests(Cluster cluster)
{
    [Fact]
    public async Task Health_endpoints_answer_during_a_run_and_a_taken_port_is_one_line()
    {
        var pipeline = await cluster.PipelineAsync();
        var address = $"127.0.0.1:{Ports.Free()}";
        using var run = await pipeline.StartProcessAsync("--http", address);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz")).StatusCode);
        using var ready = await http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Matches("^streamlift-centred@[0-9a-f]{12}, streamlift-image@[0-9a-f]{12}$", Assert.Single(ready.Headers.GetValues("streamlift-model")));
        pipeline.Send([Frames.Record("cam", Frames.Json("cam", 0)), Frames.Record("cam", "{")]);
        // each as soon as there is something to tell
        string[] told =
        [
            "streamlift_frames_rejected",
            "streamlift_frames_in",
            "streamlift_poses",
            "streamlift_batch_size",
            "streamlift_inference_duration",
            "streamlift_latency",
            "streamlift_lag",
            "streamlift_pool_free",
            "streamlift_model{",
        ];
        const string Out = @"streamlift_frames_out_total\S* 1\b";
        var asking = Stopwatch.StartNew();
        string figures;
        do figures = await http.GetStringAsync("/metrics");
        while (asking.Elapsed < StreamLiftCommand.Patience && !(told.All(figures.Contains) && Regex.IsMatch(figures, Out)));
        Assert.All(told, name => Assert.Contains(name, figures));
        Assert.Matches(Out, figures);
        Assert.Contains("reason=\"malformed-json\"", figures);
        Assert.Matches("streamlift_model\\{[^}]*model=\"streamlift-centred@[^}]*streams=\"with-camera\"[^}]*\\} 1", figures);
        Assert.Matches("streamlift_model\\{[^}]*model=\"streamlift-image@[^}]*streams=\"without-camera\"[^}]*\\} 1", figures);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/")).StatusCode);

        var (code, _, lines) = await InProcessCommand.ToEndAsync(pipeline.Arguments("--http", address));
        Assert.Equal(2, code);
        Assert.Contains($"--http {address}", Assert.Single(lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)));

        run.Interrupt();
        Assert.Equal(0, await run.ExitAsync(StreamLiftCommand.Patience));
        Assert.Contains(run.Lines, line => line.Contains("stopped: 1 frame delivered", StringComparison.Ordinal));
    }

    [RealBrokerTheory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Readiness_includes_a_spare_lane_without_a_partition(string protocol)
    {
        var pipeline = await cluster.PipelineAsync(2);
        var address = $"127.0.0.1:{Ports.Free()}";
        using var run = await pipeline.StartAsync("--http", address, "--lanes", "3", "--group-protocol", protocol);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        using var limit = new CancellationTokenSource(StreamLiftCommand.Patience);
        while ((await http.GetAsync("/readyz", limit.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Delay(250, limit.Token);
        run.Stop();
        Assert.Equal(0, await run.ExitAsync());
    }
}
