using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.People;

/// <summary><c>evaluate --people</c> over a real broker: a topic as the second stage writes it, against the truth that <c>produce</c> writes.</summary>
public sealed class EvaluatePeopleTests(Cluster cluster) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-people");
    private readonly string _name = $"people-{Guid.NewGuid():N}"[..14];

    public void Dispose() => _folder.Delete(recursive: true);

    [RealBrokerFact]
    public async Task Made_scene_s_own_truth_on_the_topic_scores_perfectly()
    {
        var truth = await TruthAsync();
        await Topics.CreateAsync(cluster.Bootstrap, _name, 2);
        Topics.Send(cluster.Bootstrap, _name, File.ReadLines(truth).Select((line, i) => People(line, i, shift: 0)));
        var (code, output, lines) = await EvaluateAsync("--truth", truth, "--json");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Equal("""{"absolute":0,"relative":0,"pcp":1,"idf1":1,"idSwitches":0,"missing":0,"ghosts":0,"frames":60,"sigmaWithin1":1}""", Rounded(output));
        Assert.Single(lines);
    }

    [RealBrokerFact]
    public async Task Shift_gap_and_exchange_are_counted_with_exit_code_1()
    {
        var truth = await TruthAsync();
        await Topics.CreateAsync(cluster.Bootstrap, _name, 2);
        Topics.Send(
            cluster.Bootstrap,
            _name,
            File.ReadLines(truth).Select((line, i) => People(line, i, shift: 30, exchanged: i >= 50)).Where((_, i) => i is < 20 or >= 30)
        );
        var (code, output, lines) = await EvaluateAsync("--truth", truth, "--json");
        Assert.Equal(1, code);
        Assert.Equal(
            """{"absolute":30,"relative":0,"pcp":0.83333,"idf1":0.72727,"idSwitches":2,"missing":20,"ghosts":0,"frames":50,"sigmaWithin1":0.66667}""",
            Rounded(output)
        );
        Assert.Contains($"streamlift: 10 instants of the truth have no record on topic {_name}", lines);
        var (_, table, _) = await EvaluateAsync("--truth", truth);
        Assert.Contains("triangulated", table);
        Assert.Contains("id switches: 2, missing people: 20, ghosts: 0", table);
    }

    [RealBrokerFact]
    public async Task Other_topics_truths_and_options_end_with_one_line_each()
    {
        var truth = await TruthAsync();
        await Topics.CreateAsync(cluster.Bootstrap, _name, 1);
        var (code, output, lines) = await EvaluateAsync("--truth", truth, "--json");
        Assert.Equal(1, code);
        Assert.StartsWith("{\"absolute\":null,", output);
        Assert.Contains($"streamlift: topic {_name} has no records", lines);

        await AssertRefusedAsync("--truth synthetic: not with --people", "--truth", "synthetic");
        await AssertRefusedAsync("--subjects: only for recorded motion", "--truth", truth, "--subjects", "S9");

        Topics.Send(cluster.Bootstrap, _name, [Frames.Record("cam-1", Frames.Json("cam-1", 0))]);
        await AssertRefusedAsync($"topic {_name} holds no people of rigs (", "--truth", truth);

        Topics.Send(cluster.Bootstrap, _name, File.ReadLines(truth).Select((line, i) => People(line, i, shift: 0, laterMs: 3_600_000)));
        await AssertRefusedAsync("the records of rig synthetic are from ", "--truth", truth);
    }

    private async Task<string> TruthAsync()
    {
        var path = Path.Combine(_folder.FullName, "truth.ndjson");
        await InProcessCommand.SucceedAsync(["produce", "--source", "synthetic", "--people", "2", "--seconds", "2", "--truth-out", path, "--dry-run"]);
        return path;
    }

    private Task<(int Code, string Output, IReadOnlyList<string> Lines)> EvaluateAsync(params IEnumerable<string> more) =>
        InProcessCommand.ToEndAsync(["evaluate", "--people", "--bootstrap", cluster.Bootstrap, "--topic", _name, .. more]);

    private async Task AssertRefusedAsync(string problem, params IEnumerable<string> more)
    {
        var (code, output, lines) = await EvaluateAsync(more);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith($"streamlift: {problem}", Assert.Single(lines));
    }

    private static string Rounded(string json)
    {
        using var scores = JsonDocument.Parse(json);
        var numbers = scores
            .RootElement.EnumerateObject()
            .Select(one => $"\"{one.Name}\":{Math.Round(one.Value.GetDecimal(), one.Name is "absolute" or "relative" ? 1 : 5) + 0.0m:0.#####}");
        return $"{{{string.Join(',', numbers)}}}";
    }

    private static Message<byte[]?, byte[]?> People(string line, int sequence, float shift, bool exchanged = false, double laterMs = 0)
    {
        using var instant = JsonDocument.Parse(line);
        var writer = new PeopleWriter();
        writer.Begin(WireEncoding.Protobuf, "synthetic"u8, sequence, instant.RootElement.GetProperty("timestampMs").GetDouble() + laterMs);
        writer.Camera("synthetic/camera-1"u8, sequence, instant.RootElement.GetProperty("timestampMs").GetDouble());
        foreach (var person in instant.RootElement.GetProperty("people").EnumerateArray())
        {
            var id = person.GetProperty("id").GetInt64();
            float[] joints = [.. person.GetProperty("joints").EnumerateArray().Select((number, i) => number.GetSingle() + (i % 3 == 0 ? shift : 0))];
            writer.Person(
                new WorldPerson
                {
                    Id = exchanged ? 11 - id : 10 + id,
                    Joints = joints,
                    Sigma = Enumerable.Repeat(20f, 17).ToArray(),
                    Source = "tttttttttttttllpp"u8,
                    Views = [0],
                    Reprojection = 2,
                }
            );
        }
        return new()
        {
            Key = "synthetic"u8.ToArray(),
            Value = writer.End().ToArray(),
            Headers = new Headers { { "content-type", Encoding.UTF8.GetBytes("application/x-protobuf") } },
        };
    }
}
