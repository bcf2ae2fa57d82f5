using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests.Record;

/// <summary><c>record</c> as a process of its own, while people come: Ctrl+C, kill -9, and VMC to a receiver.</summary>
public sealed class LiveRecordTests(Cluster cluster) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-live");

    public void Dispose() => _folder.Delete(recursive: true);

    [RealBrokerFact]
    public async Task Ctrl_C_ends_a_live_recording_with_whole_files_and_exit_code_0()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 2, 4), await cluster.TopicAsync("people", 2));
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall", ..10)); // before it: not recorded
        using var record = await StartAsync(topic, "--out", Out("walk.trc"));
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall", 10..));
        var files = made.Ids(0).Select(id => Out($"walk_P{id}.trc")).ToList();
        await UntilAsync(record, () => files.TrueForAll(file => File.Exists(file) && File.ReadAllLines(file).Length > 100));
        record.Interrupt();
        Assert.True(await record.ExitAsync(StreamLiftCommand.Patience) == 0, string.Join('\n', record.Lines));
        Assert.Contains("recorded 110 instants of rig hall, 2 people, 3.6 s", record.Lines);
        Assert.All(files, file => AssertTrc(file, 110));
        Assert.DoesNotContain(_folder.GetFiles(), file => file.Name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [RealBrokerFact]
    public async Task Kill_leaves_files_that_open_with_what_had_been_flushed()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 10), await cluster.TopicAsync("people", 1));
        using var trc = await StartAsync(topic, "--out", Out("walk.trc"));
        using var lines = await StartAsync(topic, "--out", Out("walk.ndjson"));
        using var table = await StartAsync(topic, "--out", Out("walk.npz")); // written anew each time, and for the first time after 64 instants
        var person = Out($"walk_P{made.Ids(0).First()}.trc");
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall", ..200));
        await UntilAsync(trc, () => File.Exists(person) && File.ReadAllLines(person).Length >= 200);
        await UntilAsync(lines, () => File.Exists(Out("walk.ndjson")) && File.ReadAllLines(Out("walk.ndjson")).Length >= 200);
        await UntilAsync(table, () => File.Exists(Out("walk.npz")));
        // more than a flush later, and in the middle of others
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall", 200..));
        foreach (var record in (Command[])[trc, lines, table])
        {
            record.Kill();
            await record.ExitAsync(StreamLiftCommand.Patience);
        }

        Assert.InRange(AssertTrc(person, null), 199, 300);
        var recorded = File.ReadAllLines(Out("walk.ndjson"));
        Assert.InRange(recorded.Length, 200, 300);
        Assert.All(recorded, line => JsonDocument.Parse(line).Dispose());
        using var arrays = ZipFile.OpenRead(Out("walk.npz"));
        Assert.InRange(arrays.GetEntry("positions.npy")!.Length, 64 * 51 * sizeof(float), 300 * 51 * sizeof(float));
    }

    [RealBrokerFact]
    public async Task Records_that_come_before_the_time_of_from_are_not_recorded()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 1), await cluster.TopicAsync("people", 1));
        var from = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Ceiling(made.Ms(20))).ToString("O", CultureInfo.InvariantCulture);
        // the topic has no record yet, so the begin is its end, as for every time that has not come
        using var record = await StartAsync(topic, "--out", Out("walk.ndjson"), "--from", from, "--to", "0/30");
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall"));
        Assert.True(await record.ExitAsync(StreamLiftCommand.Patience) == 0, string.Join('\n', record.Lines));
        Assert.Equal(10, File.ReadAllLines(Out("walk.ndjson")).Length);
    }

    [RealBrokerFact]
    public async Task Records_that_are_later_than_a_time_of_to_are_not_recorded()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 1), await cluster.TopicAsync("people", 1));
        var to = TimeProvider.System.GetUtcNow().AddSeconds(5);
        var records = made.Records("hall").ToList();
        foreach (var late in records[10..]) // by another machine's clock
            late.Timestamp = new Timestamp(to.AddMinutes(1));
        Topics.Send(cluster.Bootstrap, topic, records);
        using var record = await StartAsync(topic, "--out", Out("walk.ndjson"), "--from", "earliest", "--to", to.ToString("O", CultureInfo.InvariantCulture));
        Assert.True(await record.ExitAsync(StreamLiftCommand.Patience) == 0, string.Join('\n', record.Lines));
        Assert.Equal(10, File.ReadAllLines(Out("walk.ndjson")).Length);
    }

    [RealBrokerFact]
    public async Task Receiver_of_VMC_gets_the_person_at_the_pace_of_the_recording_within_5_mm()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 2, 3), await cluster.TopicAsync("people", 1));
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall"));
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port;
        var started = TimeProvider.System.GetTimestamp();
        var command = InProcessCommand.ToEndAsync(["record", .. From(topic), "--out", $"vmc://127.0.0.1:{port}", "--to", "end"]);
        var body = new ReceivedBody();
        var packets = new List<byte[]>();
        while (!command.IsCompleted || receiver.Available > 0)
            if (receiver.Client.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead))
            {
                var from = new IPEndPoint(IPAddress.Any, 0);
                packets.Add(receiver.Receive(ref from));
                body.Take(packets[^1]);
            }

        var (code, output, lines) = await command;
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 2.9, 60);
        var id = made.Ids(0).First();
        Assert.Contains($"person {id} of hall is sent to 127.0.0.1:{port}", lines);
        Assert.Contains("recorded 90 instants of rig hall, 2 people, 3.0 s", output);
        Assert.InRange(body.Times.Count, 20, 90); // a machine that is too busy skips some
        Assert.Equal(body.Times.Order(), body.Times);
        Assert.InRange(body.OffBy(made.Joints(89, id)), 0, 5);
        Assert.All(packets, packet => Assert.InRange(packet.Length, 16, 1400));
    }

    [RealBrokerFact]
    public async Task Receiver_whose_name_is_unknown_or_who_does_not_listen_is_said()
    {
        var (made, topic) = (await PeopleTopic.MakeAsync(_folder.FullName, 1, 1), await cluster.TopicAsync("people", 1));
        Topics.Send(cluster.Bootstrap, topic, made.Records("hall"));
        var (code, _, lines) = await InProcessCommand.ToEndAsync(["record", .. From(topic), "--out", "vmc://no-such-host.invalid:39539", "--to", "end"]);
        Assert.Equal(2, code);
        Assert.Equal("streamlift: --out: the host name no-such-host.invalid can't be resolved", Assert.Single(lines));
        var port = Ports.Free();
        (_, _, lines) = await InProcessCommand.ToEndAsync(["record", .. From(topic), "--out", $"vmc://127.0.0.1:{port}", "--to", "end"]);
        Assert.Single(lines, line => line == $"warning: nothing listens at 127.0.0.1:{port} yet; start the receiver, or check its port");
    }

    private string[] From(string topic) => ["--bootstrap", cluster.Bootstrap, "--topic", topic];

    private string Out(string name) => Path.Combine(_folder.FullName, name);

    private async Task<Command> StartAsync(string topic, params IEnumerable<string> more)
    {
        var record = StreamLiftCommand.Start(["record", .. From(topic), .. more]);
        await record.LineAsync(line => line.StartsWith($"recording topic {topic} to ", StringComparison.Ordinal), StreamLiftCommand.Patience);
        return record;
    }

    private static async Task UntilAsync(Command command, Func<bool> isSo)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !isSo(); await Task.Delay(50))
            if (command.HasEnded || TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(2))
                throw new TimeoutException(string.Join('\n', command.Lines));
    }

    // by OpenSim's documentation of the format
    private static int AssertTrc(string path, int? frames)
    {
        var lines = File.ReadAllLines(path);
        var (names, values) = (lines[1].Split('\t'), lines[2].Split('\t'));
        string Value(string name) => values[Array.IndexOf(names, name)].Trim();
        Assert.Equal("m", Value("Units"));
        Assert.Equal(30, double.Parse(Value("DataRate"), CultureInfo.InvariantCulture));
        var rows = lines.Skip(5).Where(line => line.Length > 0).ToList();
        var said = int.Parse(Value("NumFrames"), CultureInfo.InvariantCulture);
        Assert.Equal(rows.Count, said);
        Assert.Equal(frames ?? said, said);
        Assert.All(rows, row => Assert.Equal(2 + (3 * int.Parse(Value("NumMarkers"), CultureInfo.InvariantCulture)), row.TrimEnd('\t').Split('\t').Length));
        return said;
    }
}
