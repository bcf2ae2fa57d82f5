using System.Globalization;
using System.Text.Json;
using StreamLift.Files;
using StreamLift.Wire;

namespace StreamLift.Pipeline.Tests.Record;

/// <summary><c>record</c> over a real broker, from offsets and times to the end, in this process.</summary>
public sealed class RecordTests(Cluster cluster) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-record");

    public static TheoryData<string> FormatNames => [.. MotionFiles.Formats.Select(format => format.Name)];

    public void Dispose() => _folder.Delete(recursive: true);

    [RealBrokerTheory]
    [MemberData(nameof(FormatNames))]
    public async Task Made_people_are_recorded_to_the_end_of_the_topic_in_each_format(string format)
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 2, 3), await cluster.TopicAsync("people", 2));
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall"));
        var (code, output, lines) = await RecordAsync(topic, "--out", Out($"walk.{format}"), "--to", "end");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.StartsWith("recorded 90 instants of rig hall, 2 people, 3.0 s\n", output.ReplaceLineEndings("\n"));
        var isPerPerson = MotionFiles.FormatOf($"walk.{format}", null).IsPerPerson;
        string[] files = isPerPerson ? [$"walk_P{made.Ids(0).First()}.{format}", $"walk_P{made.Ids(0).Last()}.{format}"] : [$"walk.{format}"];
        Assert.Equal(files.Order(), Written().Where(name => name.StartsWith("walk", StringComparison.Ordinal)));
        var found =
            format is "csv" or "npz" or "parquet" ? "2 people, 180 records"
            : isPerPerson ? "1 person, 90 frames at 30 Hz"
            : "2 people, 90 ";
        Assert.All(files, file => Assert.Contains(lines, line => line.StartsWith($"{Out(file)}: {found}", StringComparison.Ordinal)));
        Assert.All(files, file => Assert.InRange(new FileInfo(Out(file)).Length, 10_000, 2_000_000));
    }

    [RealBrokerFact]
    public async Task Rig_spread_over_partitions_comes_in_the_order_of_its_instants()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 10), await cluster.TopicAsync("people", 4));
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall", key: instant => $"{instant / 7}", encoding: WireEncoding.Protobuf));
        var (code, _, lines) = await RecordAsync(topic, "--out", Out("walk.ndjson"), "--to", "end");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), Sequences("walk.ndjson"));
        Assert.DoesNotContain(lines, line => line.Contains("left out", StringComparison.Ordinal));
    }

    [RealBrokerFact]
    public async Task Records_that_were_written_twice_are_left_out_and_counted()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 2), await cluster.TopicAsync("people", 1));
        Topics.Send(cluster.Bootstrap, topic, [.. made.Records("hall", ..40), .. made.Records("hall", 30..)]);
        var (code, _, lines) = await RecordAsync(topic, "--out", Out("walk.ndjson"), "--to", "end");
        Assert.Equal(0, code);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (long)i), Sequences("walk.ndjson"));
        Assert.Contains("note: rig hall: 10 instants left out: a later one had come before (written twice, or out of order)", lines);
    }

    [RealBrokerFact]
    public async Task Offsets_times_and_seconds_limit_what_is_recorded()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 4), await cluster.TopicAsync("people", 1));
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall"));
        await RangeAsync(topic, 20, 49, "--from", "0/20", "--to", "0/50");
        await RangeAsync(topic, 30, 59, "--from", Time(made.Ms(30)), "--to", Time(made.Ms(60)));
        await RangeAsync(topic, 30, 119, "--from", Time(made.Ms(30)), "--to", "end");
        await RangeAsync(topic, 15, 44, "--from", "0/15", "--seconds", "1");
        await RangeAsync(topic, 0, 119, "--from", "earliest", "--to", Time(made.Ms(119) + 60_000));

        await RefusedAsync(2, "--from 0/121: partition 0 of topic ", topic, "--from", "0/121", "--to", "end");
        await RefusedAsync(2, "--to: topic ", topic, "--to", "1/5");
        await RefusedAsync(2, "--to 2020-01-01 00:00:00Z is not after --from ", topic, "--from", "2021-01-01", "--to", "2020-01-01");
        await RefusedAsync(2, "--to 0/20 is not after --from 0/50", topic, "--from", "0/50", "--to", "0/20");
        await RefusedAsync(1, $"topic {topic}: nothing was recorded: there is no record between --from and --to", topic, "--from", "0/120", "--to", "end");
    }

    [RealBrokerFact]
    public async Task Partition_that_from_or_to_does_not_name_is_not_read_and_said()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 1), await cluster.TopicAsync("people", 2));
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall", key: instant => $"{instant}"));
        var (code, _, lines) = await RecordAsync(topic, "--out", Out("walk.ndjson"), "--from", "earliest", "--to", "1/5");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Contains("note: --to names no offset of partition 0: not read", lines);
        Assert.Equal(5, File.ReadAllLines(Out("walk.ndjson")).Length);
        await RefusedAsync(2, "--from and --to name no partition in common, so nothing lies between them", topic, "--from", "0/0", "--to", "1/5");
    }

    [RealBrokerFact]
    public async Task Several_rigs_make_a_file_each_in_a_folder_and_are_refused_in_one_file()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 3), await cluster.TopicAsync("people", 3));
        Topics.Send(
            cluster.Bootstrap,
            topic,
            made.Records("hall").Zip(made.Records("lab/2")).SelectMany(pair => (Confluent.Kafka.Message<byte[]?, byte[]?>[])[pair.First, pair.Second])
        );
        await RefusedAsync(
            2,
            $"--out {Out("refused.ndjson")}: a file holds one recording, but the topic has rig hall, rig lab/2; choose one",
            topic,
            "--to",
            "end"
        );

        var (code, output, _) = await RecordAsync(topic, "--out", Out("takes/"), "--format", "ndjson", "--to", "end");
        Assert.Equal(0, code);
        Assert.Contains("recorded 90 instants of rig lab/2, 1 person, 3.0 s", output);
        Assert.Equal(["hall.ndjson", "lab-2.ndjson"], new DirectoryInfo(Out("takes")).GetFiles().Select(file => file.Name).Order());
        Assert.Equal(90, File.ReadLines(Out("takes/lab-2.ndjson")).Count());

        Assert.Equal(0, (await RecordAsync(topic, "--out", Out("lab.ndjson"), "--rig-name", "lab/2", "--to", "end")).Code);
        Assert.Contains("\"rig\":\"lab/2\"", File.ReadLines(Out("lab.ndjson")).First());
        await RefusedAsync(1, $"topic {topic}: nothing was recorded: it has hall, lab/2, which was not asked for", topic, "--rig-name", "attic", "--to", "end");
    }

    [RealBrokerFact]
    public async Task Person_is_chosen_and_those_who_were_there_briefly_are_named()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 3, 3), await cluster.TopicAsync("people", 1));
        var (first, brief) = (made.Ids(0).First(), made.Ids(0).Last());
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall", who: (instant, id) => id != brief || instant is >= 50 and < 53));
        var (code, _, lines) = await RecordAsync(topic, "--out", Out("all.trc"), "--to", "end");
        Assert.Equal(0, code);
        Assert.Contains($"note: rig hall: there for less than a second: person {brief} (3 frames)", lines);
        Assert.Contains(lines, line => line.StartsWith($"{Out($"all_P{brief}.trc")}: 1 person, 3 frames at 30 Hz", StringComparison.Ordinal));

        Assert.Equal(0, (await RecordAsync(topic, "--out", Out("one.ndjson"), "--person", $"{first}", "--to", "end")).Code);
        Assert.Equal(90, File.ReadLines(Out("one.ndjson")).Count());
        foreach (var line in File.ReadLines(Out("one.ndjson")))
        {
            using var record = JsonDocument.Parse(line);
            Assert.Equal([first], record.RootElement.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("id").GetInt64()));
        }
        await RefusedAsync(1, $"topic {topic}: nothing was recorded: person 4711 is in none of 90 instants", topic, "--person", "4711", "--to", "end");
    }

    [RealBrokerFact]
    public async Task Poses_of_cameras_are_recorded_by_stream()
    {
        var pipeline = await cluster.PipelineAsync();
        await pipeline.ProduceAsync("--source", "synthetic", "--people", "1", "--cameras", "2", "--seconds", "2");
        await pipeline.ToEndAsync();
        var (code, output, lines) = await RecordAsync(pipeline.Output, "--out", Out("cameras"), "--format", "trc", "--to", "end");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Contains("recorded 60 instants of stream synthetic/camera-1, 1 person, 2.0 s", output);
        Assert.Equal(2, new DirectoryInfo(Out("cameras")).GetFiles("stream_synthetic-camera-*_P*.trc").Length);
        await RefusedAsync(
            2,
            $"--out {Out("refused.ndjson")}: a file holds one recording, but the topic has stream synthetic/camera-1, ",
            pipeline.Output,
            "--to",
            "end"
        );
        Assert.Equal(0, (await RecordAsync(pipeline.Output, "--out", Out("one.ndjson"), "--stream", "synthetic/camera-2", "--to", "end")).Code);
        Assert.All(File.ReadLines(Out("one.ndjson")), line => Assert.Contains("\"stream\":\"synthetic/camera-2\"", line));
    }

    [RealBrokerFact]
    public async Task Wrong_topics_places_and_formats_are_one_line_and_leave_no_file()
    {
        var topic = await cluster.TopicAsync("keypoints", 1);
        await RefusedAsync(1, $"topic {topic}: nothing was recorded: there is no record", topic, "--to", "end");
        Topics.Send(cluster.Bootstrap, topic, Enumerable.Range(0, 50).Select(frame => Frames.Record("cam-1", Frames.Json("cam-1", frame))));
        await RefusedAsync(
            2,
            $"topic {topic} holds neither people nor poses (they are 2D keypoints, the input of `run`); use the output",
            topic,
            "--to",
            "end"
        );
        await RefusedAsync(2, "topic no-such-topic does not exist at ", "no-such-topic");
        await RefusedAsync(2, $"--format mp4: unknown; known are ", topic, "--format", "mp4");
        File.WriteAllText(Out("there.ndjson"), "mine");
        foreach (
            var (place, problem) in ((string, string)[])
                [
                    ("there.ndjson", " is there already; name another file, or give --overwrite to replace it"),
                    ("no/such/walk.ndjson", $" can't be written: the folder {Out("no/such")} does not exist; create it"),
                    ("there.ndjson/walk.ndjson", $" can't be written: {Out("there.ndjson")} is a file, not a folder"),
                ]
        )
        {
            var (code, _, lines) = await RecordAsync(topic, "--out", Out(place));
            Assert.Equal(2, code);
            Assert.Equal($"streamlift: --out {Out(place)}{problem}", Assert.Single(lines));
        }
        Assert.Equal("mine", File.ReadAllText(Out("there.ndjson")));
        Assert.Equal(["there.ndjson"], Written());
    }

    private static string Time(double ms) => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Ceiling(ms)).ToString("O", CultureInfo.InvariantCulture);

    private string Out(string name) => Path.Combine(_folder.FullName, name);

    private IEnumerable<string> Written() => _folder.GetFiles().Select(file => file.Name).Where(name => name != "truth.ndjson").Order();

    private List<long> Sequences(string file)
    {
        var sequences = new List<long>();
        foreach (var line in File.ReadLines(Out(file)))
        {
            using var record = JsonDocument.Parse(line);
            sequences.Add(record.RootElement.GetProperty("sequence").GetInt64());
        }

        return sequences;
    }

    private async Task RangeAsync(string topic, int first, int last, params IEnumerable<string> more)
    {
        var (code, _, lines) = await RecordAsync(topic, ["--out", Out("range.ndjson"), "--overwrite", .. more]);
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Equal(Enumerable.Range(first, last - first + 1).Select(i => (long)i), Sequences("range.ndjson"));
    }

    private async Task RefusedAsync(int expected, string problem, string topic, params IEnumerable<string> more)
    {
        var (code, output, lines) = await RecordAsync(topic, ["--out", Out("refused.ndjson"), .. more]);
        Assert.Equal(expected, code);
        Assert.Empty(output);
        Assert.StartsWith($"streamlift: {problem}", Assert.Single(lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)));
        Assert.False(File.Exists(Out("refused.ndjson")));
    }

    private Task<(int Code, string Output, IReadOnlyList<string> Lines)> RecordAsync(string topic, params IEnumerable<string> more) =>
        InProcessCommand.ToEndAsync(["record", "--bootstrap", cluster.Bootstrap, "--topic", topic, .. more]);
}
