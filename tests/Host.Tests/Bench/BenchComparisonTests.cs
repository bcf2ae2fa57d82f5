using System.Text.Json.Nodes;
using StreamLift.Host.Bench;
using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Tests.Bench;

public sealed class BenchComparisonTests : IDisposable
{
    private static readonly BenchReport Report = new()
    {
        Machine = "2 cores",
        Model = "m@1",
        Device = "CPU",
        Encoding = WireEncoding.Json,
        People = 1,
        Stages =
        [
            new("decode", WireEncoding.Json, null, 1, new SampleRange(1500, 1400, 1600), 1e6, 0),
            new("inference", null, 256, 2, new SampleRange(3000, 2900, 3100), 650_000, 0.04),
        ],
        Latency = new LatencyStatistics(1000, 1000, 1, 2, 3, 4),
    };

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Bench_comparison_shows_what_both_have_measured_with_the_ratio()
    {
        var stored = JsonNode.Parse(Report.ToJson())!;
        stored["machine"] = "8 cores";
        stored["stages"]![0]!["nanoseconds"] = 1000.0;
        stored["stages"]![1]!["threads"] = 8; // another stage
        stored["latency"]!["p99"] = 1;
        File.WriteAllText(_file, stored.ToJsonString());

        var table = BenchComparison.Read(_file).With(Report);
        Assert.Equal("beside a stored measurement (8 cores)", table.Title);
        Assert.Equal(
            ["decode json, ns a pose|1,500|1,000|1.50", "latency p50, ms|1|1|1.00", "latency p99, ms|2|1|2.00", "latency p99.9, ms|3|3|1.00"],
            table.Rows.Select(row => string.Join('|', row))
        );
    }

    [Fact]
    public void Bench_comparison_says_what_was_not_measured_alike()
    {
        File.WriteAllText(_file, (Report with { Model = "other@2", People = 4, Stages = [], Latency = null }).ToJson());
        Assert.Equal(
            "beside a stored measurement (2 cores); not measured alike: the stored one has model other@2, people 4; "
                + "both have measured nothing that is the same",
            BenchComparison.Read(_file).With(Report).Title
        );
    }

    [Theory]
    [InlineData("{}", "not a measurement of bench")]
    [InlineData("[", "not JSON")]
    public void Bench_comparison_refuses_a_file_of_another_kind_in_one_line(string content, string reason)
    {
        File.WriteAllText(_file, content);
        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => BenchComparison.Read(_file)).Problems);
        Assert.StartsWith($"--compare {_file}: {reason}", problem, StringComparison.Ordinal);
        Assert.Contains("streamlift bench --json", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Bench_comparison_names_a_missing_file() =>
        Assert.Contains(
            "missing.json",
            Assert.Throws<ConfigurationException>(() => BenchComparison.Read("missing.json")).Problems[0],
            StringComparison.Ordinal
        );

    [Fact]
    public void Bench_comparison_is_no_JSON() =>
        Assert.StartsWith("--compare", Assert.Throws<ConfigurationException>(() => new BenchOptions { Compare = "f", Json = true }.Checked()).Problems[0]);
}
