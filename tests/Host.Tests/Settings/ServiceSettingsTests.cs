using System.Text;
using Microsoft.Extensions.Configuration;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Ingest.Group;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Sink;

namespace StreamLift.Host.Tests.Settings;

public sealed class ServiceSettingsTests
{
    private static readonly (string, string) Auto = ("StreamLift:Ingest:Encoding", "auto");

    [Fact]
    public void Output_setting_that_is_not_set_follows_the_input_setting()
    {
        var plan = Configured.Plan(
            ("StreamLift:Ingest:Guarantee", "exactlyonce"),
            ("StreamLift:Ingest:Instance", "a"),
            ("StreamLift:Ingest:CommitInterval", "00:00:00.2")
        );
        Assert.Equal(
            ("b:1", "in.dead-letters", Guarantee.ExactlyOnce, TimeSpan.FromSeconds(0.2)),
            (plan.Sink.Bootstrap, plan.Sink.DeadLetters, plan.Sink.Guarantee, plan.Sink.Interval)
        );
        Assert.Equal((DefaultModel.Path, DefaultModel.Calibrated), (plan.Lifter.Model, plan.Lifter.CalibratedModel));
        Assert.Equal(["in"], plan.Inputs);
        Assert.Equal("streamlift-a-2", plan.TransactionalId(2));
    }

    [Fact]
    public void Named_model_lifts_all_streams_and_auto_names_those_that_come_with_the_program()
    {
        var (own, auto) = (Configured.Plan(("StreamLift:Lifter:Model", "mine.onnx")), Configured.Plan(("StreamLift:Lifter:Model", "Auto")));
        Assert.Equal(("mine.onnx", ""), (own.Lifter.Model, own.Lifter.CalibratedModel));
        Assert.Equal((DefaultModel.Path, DefaultModel.Calibrated), (auto.Lifter.Model, auto.Lifter.CalibratedModel));
        Assert.All(new[] { DefaultModel.Path, DefaultModel.Calibrated }, file => Assert.True(File.Exists(file), file));
        var mine = Configured.Plan(("StreamLift:Lifter:Model", "mine.onnx"), ("StreamLift:Lifter:CalibratedModel", "my-centred.onnx"));
        Assert.Equal(("mine.onnx", "my-centred.onnx"), (mine.Lifter.Model, mine.Lifter.CalibratedModel));
    }

    [Fact]
    public void Stream_that_the_cameras_file_does_not_name_has_the_camera_of_its_rig()
    {
        var folder = Directory.CreateTempSubdirectory("streamlift-settings-");
        try
        {
            string Write(string name, string json)
            {
                File.WriteAllText(Path.Combine(folder.FullName, name), json);
                return Path.Combine(folder.FullName, name);
            }

            string Camera(string name, int focal) => $"\"{name}\":{{\"width\":1000,\"height\":1000,\"fx\":{focal},\"fy\":{focal},\"cx\":500,\"cy\":500}}";
            var rig = (
                "StreamLift:Lifter:Rig",
                Write("rig.json", $"[{{\"name\":\"a\",\"cameras\":{{{Camera("a/1", 700)}}}}},{{\"name\":\"b\",\"cameras\":{{{Camera("b/1", 800)}}}}}]")
            );
            var cameras = ("StreamLift:Ingest:Cameras", Write("cameras.json", $"{{{Camera("b/1", 900)},{Camera("yard", 950)}}}"));
            Assert.Equal([700, 800, null], Found(Configured.Plan(rig)));
            Assert.Equal([null, 900, 950], Found(Configured.Plan(cameras)));
            Assert.Equal([700, 900, 950], Found(Configured.Plan(rig, cameras)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static IEnumerable<double?> Found(LiftSettings settings) =>
            new[] { "a/1", "b/1", "yard" }.Select(stream => settings.Cameras!.Find(stream)?.Intrinsics.Fx);
    }

    [Fact]
    public void Hash_of_a_model_is_refused_where_two_are_served()
    {
        var hash = ("StreamLift:Lifter:ModelSha256", new string('a', 64));
        Assert.StartsWith("--model-sha256: it is of one file, and two models are served", Assert.Single(Configured.Problems(hash)));
        Assert.Equal(
            ["--model-sha256: 64 hex digits, as sha256sum prints them"],
            Configured.Problems(("StreamLift:Lifter:ModelSha256", "abc"), ("StreamLift:Lifter:Model", "mine.onnx"))
        );
        Assert.Equal(hash.Item2, Configured.Plan(hash, ("StreamLift:Lifter:Model", "mine.onnx")).Lifter.ModelSha256);
    }

    [Fact]
    public void Output_setting_that_is_set_is_kept()
    {
        var plan = Configured.Plan(("StreamLift:Sink:Bootstrap", "c:2"), ("StreamLift:Sink:DeadLetters", "letters"), ("StreamLift:Lifter:Model", "mine.onnx"));
        Assert.Equal(("b:1", "c:2", "letters", "mine.onnx"), (plan.Ingest.Bootstrap, plan.Sink.Bootstrap, plan.Sink.DeadLetters, plan.Lifter.Model));
    }

    [Fact]
    public void Kafka_properties_of_the_common_section_reach_both_clients_and_a_client_s_own_win()
    {
        var plan = Configured.Plan(
            ("StreamLift:Kafka:SASL_USERNAME", "lift"),
            ("StreamLift:Kafka:client.rack", "r1"),
            ("Kafka:Consumer:client.rack", "r2"),
            ("Kafka:Producer:linger.ms", "5")
        );
        Assert.Equal(("lift", "r2"), (plan.Ingest.Kafka["sasl.username"], plan.Ingest.Kafka["client.rack"]));
        Assert.Equal(("lift", "r1", "5"), (plan.Sink.Kafka["sasl.username"], plan.Sink.Kafka["client.rack"], plan.Sink.Kafka["linger.ms"]));
        Assert.DoesNotContain("linger.ms", plan.Ingest.Kafka.Keys);
    }

    [Fact]
    public void Problems_of_all_sections_and_files_are_said_at_once_each_in_a_line()
    {
        var problems = Configured.Problems(
            ("StreamLift:Ingest:Layouts", "no-such-layouts.json"),
            ("StreamLift:Ingest:Cameras", "no-such-cameras.json"),
            ("StreamLift:Service:Lanes", "0"),
            ("StreamLift:Lifter:MaxBatch", "0"),
            ("StreamLift:Sink:Output", null),
            ("StreamLift:Nonsense:A", "1")
        );
        Assert.Equal(6, problems.Count);
        foreach (
            var said in (string[])
                [
                    "no-such-layouts.json",
                    "no-such-cameras.json",
                    "--lanes: from 1 to 256",
                    "--max-batch: from 1 to 65536",
                    "--output",
                    "StreamLift:Nonsense: no such section",
                ]
        )
            Assert.Single(problems, problem => problem.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Contains("DataAnnotation", StringComparison.Ordinal));
    }

    [Fact]
    public void Layouts_file_may_leave_out_parents_and_mirror()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "name": "bare", "joints": ["l", "r"], "h36m17": { "LHip": "l", "RHip": "r" } }""");
            Assert.Equal("bare", Configured.Plan(("StreamLift:Ingest:Layouts", file)).Layouts.All[^1].Name);
            File.WriteAllText(file, """{ "name": "bare", "joints": ["l", "r"], "h36m17": { "LHip": "x", "Tail": "r" } }""");
            Assert.Equal(2, Configured.Problems(("StreamLift:Ingest:Layouts", file)).Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Layout_without_automatic_encoding_is_refused_because_nothing_would_use_it()
    {
        var problem = Assert.Single(Configured.Problems(("StreamLift:Ingest:Layout", "body25")));
        Assert.StartsWith("--layout is used only with --encoding auto: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_of_other_tools_records_must_be_known()
    {
        Assert.Equal("body25b", Configured.Plan(("StreamLift:Ingest:Layout", "body25b"), Auto).DetectorLayout?.Name);
        Assert.Null(Configured.Plan().DetectorLayout);
        var problem = Assert.Single(Configured.Problems(("StreamLift:Ingest:Layout", "body25c"), Auto));
        Assert.StartsWith("--layout body25c: unknown layout; known are h36m17, ", problem);
    }

    [Fact]
    public void Value_of_the_wrong_kind_hides_no_other_problem_of_its_section()
    {
        var problems = Configured.Problems(
            ("StreamLift:Ingest:MaxPeople", "many"),
            ("StreamLift:Ingest:Image", "large"),
            ("StreamLift:Ingest:Group:Name", "a"),
            ("StreamLift:Sink:Output", null)
        );
        Assert.Equal(
            [
                "--image: write it as 1920x1080",
                "--max-people many: not a whole number up to 2147483647",
                "StreamLift:Ingest:Group: takes one value, not a list or an object",
                "no output topic: name one with --output",
            ],
            problems.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Null_in_the_settings_file_keeps_the_default()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("""{"StreamLift": {"Sink": {"Output": null, "DeadLetters": null, "Kafka": null}}}"""));
        var section = new SettingsSection<SinkOptions>(new ConfigurationBuilder().AddJsonStream(file).Build());
        var options = section.Bind();
        Assert.Equal(("", ""), (options.Output, options.DeadLetters));
        Assert.True(section.Validate(null, options).Succeeded);
    }

    [Fact]
    public void Guarantee_of_the_output_that_the_input_does_not_have_is_refused() =>
        Assert.Contains(
            "StreamLift:Sink:Guarantee ExactlyOnce: the input has AtLeastOnce; set both with --guarantee",
            Configured.Problems(("StreamLift:Sink:Guarantee", "ExactlyOnce"))
        );

    [Theory]
    [InlineData("Ingest:MaxPeople", "many", "--max-people many: not a whole number up to 2147483647")]
    [InlineData("Lifter:Device", "tpu", "--device tpu: not one of auto, cpu, cuda, tensorrt")]
    [InlineData("Ingest:GroupProtocol", "gossip", "--group-protocol gossip: not one of classic, consumer")]
    [InlineData("Ingest:Encoding", "xml", "--encoding xml: not one of json, protobuf, auto")]
    [InlineData("Sink:OutputEncoding", "xml", "--output-encoding xml: not one of json, protobuf")]
    [InlineData("Ingest:DrainTimeout", "soon", "StreamLift:Ingest:DrainTimeout soon: not a time such as 00:00:30")]
    [InlineData("Ingest:CommitInterval", "often", "StreamLift:Ingest:CommitInterval often: not a time such as 00:00:30")]
    [InlineData("Lifter:MinScore", "low", "--min-score low: not a number")]
    [InlineData("Sink:SourceHeader", "perhaps", "StreamLift:Sink:SourceHeader perhaps: not true or false")]
    public void A_value_of_the_wrong_kind_is_named_with_its_setting_and_what_it_should_be(string key, string value, string said) =>
        Assert.Contains(said, Configured.Problems(($"StreamLift:{key}", value)));

    [Theory]
    [InlineData("Ingest:Image", "large", "--image: write it as 1920x1080")]
    [InlineData("Ingest:DrainTimeout", "00:05:00", "--drain-timeout: from 0 to 240 seconds")]
    [InlineData("Ingest:MaxBytes", "255", "--max-bytes: from 256 to 1073741824")]
    [InlineData("Ingest:Instance", "a b", "--instance: only letters")]
    [InlineData("Lifter:MaxDelay", "00:00:11", "--max-delay: from 0 to 10000 milliseconds")]
    [InlineData("Lifter:MinScore", "-0.1", "--min-score: from 0 to 1")]
    [InlineData("Lifter:MinScore", "1.01", "--min-score: from 0 to 1")]
    [InlineData("Lifter:MinScore", "NaN", "--min-score: from 0 to 1")]
    [InlineData("Service:Http", "localhost", "--http: write it as 127.0.0.1:8787, or off")]
    [InlineData("Service:ConnectTimeout", "00:00:00", "--connect-timeout: from 0.1 to 3600 seconds")]
    [InlineData("Sink:CallLimit", "00:00:00.5", "StreamLift:Sink:CallLimit: from 1 second to an hour")]
    public void A_value_out_of_its_range_is_one_line_that_says_the_range(string key, string value, string said) =>
        Assert.StartsWith(said, Assert.Single(Configured.Problems(($"StreamLift:{key}", value))), StringComparison.Ordinal);
}
