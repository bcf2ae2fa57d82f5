using System.Diagnostics;
using System.Text.RegularExpressions;
using StreamLift.Capture.Geometry;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.Fusion;

/// <summary>The second stage over a real broker.</summary>
public sealed class FuseTests(Cluster cluster)
{
    [RealBrokerTheory]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public async Task Each_instant_of_each_rig_is_written_once_in_order_with_people_where_they_are(string guarantee)
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 3, new MadeRoom("hall", people: 2), new MadeRoom("yard", cameras: 3));
        pipeline.Send(0, 90);

        var lines = await pipeline.ToEndAsync("--guarantee", guarantee, "--instance", "a");

        var people = pipeline.Read();
        Assert.All(people, record => Assert.Equal(record.Key, record.Frame.RigName));
        foreach (var room in pipeline.Rooms)
        {
            var frames = people.Where(record => record.Key == room.Rig.Name).Select(record => record.Frame).ToList();
            Assert.Equal(Enumerable.Range(0, 90).Select(i => (long)i), frames.Select(frame => frame.Sequence));
            Assert.All(frames.Skip(30), frame => Assert.True(HeadError(frame) < 1));
        }

        Assert.Single(lines, line => line.Contains("rig yard: first frames", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("rig hall: 90 instants", StringComparison.Ordinal));
    }

    [RealBrokerFact]
    public async Task Later_run_goes_on_with_the_ids_and_the_sequence_of_the_one_before()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 1, new MadeRoom("hall", people: 2));
        pipeline.Send(0, 60);
        await pipeline.ToEndAsync();
        pipeline.Send(60, 120);
        await pipeline.ToEndAsync();

        var frames = pipeline.Read().ConvertAll(record => record.Frame);
        Assert.Equal(Enumerable.Range(0, 120).Select(i => (long)i), frames.Select(frame => frame.Sequence));
        Assert.Equal(IdsOf(frames[59]), IdsOf(frames[119]));
        Assert.Equal([.. IdsOf(frames[119]).Distinct()], IdsOf(frames[119]));
        Assert.Equal(2, frames[119].PersonCount);
    }

    [RealBrokerFact]
    public async Task Records_without_keypoints_become_dead_letters_that_name_the_option()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 1, new MadeRoom("hall"));
        Topics.Send(pipeline.Bootstrap, pipeline.Poses, [new() { Key = "hall"u8.ToArray(), Value = pipeline.Rooms[0].Record(0, 0, withKeypoints: false) }]);
        await pipeline.ToEndAsync();
        var letter = Assert.Single(Topics.Read(pipeline.Bootstrap, $"{pipeline.Poses}.dead-letters"));
        Assert.Equal("missing-field", Frames.Header(letter, "streamlift-reason"));
        Assert.Contains("run --with-keypoints", Frames.Header(letter, "streamlift-detail"), StringComparison.Ordinal);
    }

    [RealBrokerFact]
    public async Task Cameras_keyed_by_their_streams_are_told_of_with_the_remedy()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 4, new MadeRoom("hall"));
        Topics.Send(
            pipeline.Bootstrap,
            pipeline.Poses,
            0L.To(20).SelectMany(frame => Enumerable.Range(0, 4).Select(camera => FusePipeline.Record(pipeline.Rooms[0], camera, frame, $"cam-{camera}")))
        );
        var lines = await pipeline.ToEndAsync();
        Assert.Single(lines, line => line.Contains("each partition is fused alone; write the poses with run --key rig", StringComparison.Ordinal));
    }

    [RealBrokerFact]
    public async Task Both_stages_in_one_process_lift_and_then_fuse_to_the_end()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 2, new MadeRoom("hall", people: 2));
        var input = await cluster.TopicAsync("in", 2);
        await cluster.DeadLettersOf(input);
        Topics.Send(
            pipeline.Bootstrap,
            input,
            0L
                .To(60)
                .SelectMany(frame =>
                    Enumerable
                        .Range(0, 4)
                        .Select(camera => Frames.Record($"cam-{camera}", System.Text.Encoding.UTF8.GetString(pipeline.Rooms[0].Keypoints(camera, frame))))
                )
        );

        var (code, _, lines) = await InProcessCommand.ToEndAsync(
            StreamLiftCommand.RunArguments(
                pipeline.Bootstrap,
                input,
                pipeline.Poses,
                ["--people", pipeline.People, "--rig", pipeline.RigFile, "--until-end", "--create-topics"]
            )
        );

        Assert.True(code == 0, string.Join('\n', lines));
        var frames = pipeline.Read().ConvertAll(record => record.Frame);
        Assert.Equal(60, frames.Count);
        Assert.True(HeadError(frames[^1]) < 1, $"{HeadError(frames[^1])} mm");
    }

    [RealBrokerFact]
    public async Task Metrics_of_both_stages_in_one_process_are_told_apart_by_a_tag()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 1, new MadeRoom("hall"));
        var input = await cluster.TopicAsync("in", 1);
        await cluster.DeadLettersOf(input);
        // the bad record is the first stage's alone
        Topics.Send(
            pipeline.Bootstrap,
            input,
            [Frames.Record("cam-0", System.Text.Encoding.UTF8.GetString(pipeline.Rooms[0].Keypoints(0, 0))), Frames.Record("cam-0", "{")]
        );
        var address = $"127.0.0.1:{Ports.Free()}";
        // a process of its own: .NET's meters count for all services of a process together
        using var run = StreamLiftCommand.Start(
            StreamLiftCommand.RunArguments(
                pipeline.Bootstrap,
                input,
                pipeline.Poses,
                ["--people", pipeline.People, "--rig", pipeline.RigFile, "--create-topics", "--http", address]
            )
        );
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        await run.LineAsync(line => line.Contains("rig hall: first frames", StringComparison.Ordinal), StreamLiftCommand.Patience);
        string[] told = [Read("lift", 2), Read("fuse", 1)];
        var asking = Stopwatch.StartNew();
        string figures;
        do figures = await http.GetStringAsync("/metrics");
        while (asking.Elapsed < StreamLiftCommand.Patience && !told.All(figure => Regex.IsMatch(figures, figure)));
        Assert.All(told, figure => Assert.Matches(figure, figures));
        run.Terminate();
        Assert.Equal(0, await run.ExitAsync(StreamLiftCommand.Patience));

        static string Read(string stage, int frames) => $@"streamlift_frames_in_total\{{[^}}]*stage=""{stage}""[^}}]*\}} {frames}\b";
    }

    [RealBrokerFact]
    public async Task Input_that_is_made_at_the_start_and_its_state_have_the_same_number_of_partitions()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 1, new MadeRoom("hall"));
        var poses = $"{pipeline.Poses}-new";
        var (code, _, lines) = await InProcessCommand.ToEndAsync(pipeline.Arguments("--until-end").Select(word => word == pipeline.Poses ? poses : word));
        Assert.True(code == 0, string.Join('\n', lines));
        using var admin = new Confluent.Kafka.AdminClientBuilder(new Confluent.Kafka.AdminClientConfig { BootstrapServers = pipeline.Bootstrap }).Build();
        var partitions = Topics.PartitionsOf(admin, poses);
        Assert.NotEqual([0], partitions);
        Assert.Equal(partitions, Topics.PartitionsOf(admin, $"group-of-{pipeline.Poses}-state"));
    }

    private static List<long> IdsOf(PeopleFrame frame) => [.. Enumerable.Range(0, frame.PersonCount).Select(frame.Id)];

    // the worst distance of a head to the nearest true one
    private static double HeadError(PeopleFrame frame) =>
        frame.PersonCount == 0
            ? double.PositiveInfinity
            : Enumerable
                .Range(0, frame.PersonCount)
                .Max(person => Enumerable.Range(0, 2).Min(truth => MadeRoom.Joint(truth, frame.CameraFrame(0), 10).To(Point3.Of(frame.Joints(person), 10))));
}
