using System.Text.Json;
using StreamLift.Host.Bench;
using StreamLift.Lifter.Devices;
using StreamLift.Wire;

namespace StreamLift.Host.Tests.Bench;

public class BenchReportTests
{
    private static readonly StageStatistics[] Stages =
    [
        new("decode", WireEncoding.Json, null, 1, new SampleRange(1000, 900, 1200), 1e6, 0),
        new("decode", WireEncoding.Protobuf, null, 1, new SampleRange(200, 200, 200), 5e6, 0),
        new("inference", null, 256, 2, new SampleRange(3000, 2900, 3100), 650_000, 0.04),
    ];

    private static readonly BenchReport Report = new()
    {
        Machine = "2 cores",
        Model = "m@1",
        Device = "CPU",
        Encoding = WireEncoding.Json,
        People = 1,
        Topics = "deleted: 3 topics",
        Stages = StageStatistics.WithShares(Stages, stage => stage.Encoding is null or WireEncoding.Json),
        Throughput = ThroughputStatistics.Of(new TopicDrain(400, 400, 2), 2, 1.239, 123.4),
        Latency = new LatencyStatistics(1000, 1000, 1, 2, 3, 4),
    };

    [Fact]
    public void Bench_stage_shares_cover_only_the_stages_of_the_chosen_encoding_and_sum_to_1()
    {
        Assert.Equal([0.25, null, 0.75], Report.Stages.Select(stage => stage.Share));
        Assert.Equal(Report.Stages.Select(stage => stage.Nanoseconds), Stages.Select(stage => stage.Nanoseconds));
    }

    [Fact]
    public void Bench_JSON_has_the_property_names_that_scripts_rely_on()
    {
        using var json = JsonDocument.Parse(Report.ToJson());
        var root = json.RootElement;
        Assert.Equal(["machine", "model", "device", "encoding", "people", "stages", "throughput", "latency", "topics"], Names(root));
        Assert.Equal(
            ["stage", "encoding", "batch", "threads", "nanoseconds", "least", "most", "posesPerSecond", "bytesARecord", "share"],
            Names(root.GetProperty("stages")[0])
        );
        Assert.Equal(["records", "poses", "seconds", "posesPerSecond", "firstPoseSeconds", "peakMiB"], Names(root.GetProperty("throughput")));
        Assert.Equal(["frames", "rate", "p50", "p99", "p999", "max"], Names(root.GetProperty("latency")));
        Assert.Equal("json", root.GetProperty("encoding").GetString());
        Assert.Equal(400, root.GetProperty("throughput").GetProperty("posesPerSecond").GetDouble());
        Assert.Equal(1.24, root.GetProperty("throughput").GetProperty("firstPoseSeconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("stages")[1].GetProperty("share").ValueKind);
    }

    [Fact]
    public void Bench_report_has_null_and_no_table_for_unmeasured_parts()
    {
        var nothing = Report with { Throughput = null, Latency = null, Stages = [] };
        using var json = JsonDocument.Parse(nothing.ToJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("throughput").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("stages").GetArrayLength());
        Assert.Empty(BenchTables.Of(nothing));
        Assert.Equal(3, BenchTables.Of(Report).Count());
    }

    [Fact]
    public void Bench_table_is_Markdown_with_one_cell_per_heading()
    {
        var lines = BenchTables.Of(Report).First().ToMarkdown().Split('\n');
        Assert.Equal("| decode, json | 1,000 | 900 to 1,200 | 1,000,000 | 25.0 % | 0 |", lines[4]);
        Assert.Equal("| inference, batch of 256, 2 thread(s) | 3,000 | 2,900 to 3,100 | 650,000 | 75.0 % | 0 |", lines[6]);
        Assert.Single(lines[2..^1].Select(line => line.Count(letter => letter == '|')).Distinct());
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
