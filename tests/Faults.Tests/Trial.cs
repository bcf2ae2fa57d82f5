using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.Host;
using StreamLift.Lanes;

namespace StreamLift.Faults.Tests;

/// <summary>Topics of its own, frames with numbers going in at a steady pace, instances of StreamLift to be tormented, and the oracle at the end.</summary>
internal sealed class Trial
{
    /// <summary>Frames each second; 1 in 50 is not readable and goes to the dead letters.</summary>
    public const int Rate = 500,
        Poison = 50;

    /// <summary>Settings of every instance: what may be between reading and delivery is 16 batches of 8 frames.</summary>
    public const int InFlight = 16 * 8,
        CommitMs = 100;

    /// <summary>
    /// What a kill may double, at least once: what was in flight and what came in one commit interval, the commit's own way to the broker allowed a second.
    /// </summary>
    public const int DoubledByAKill = InFlight + (Rate * (CommitMs + 1000) / 1000);

    private const int Streams = 8,
        Partitions = 4;

    private readonly ThreeBrokers _brokers;
    private readonly string _protocol;
    private readonly List<Command> _instances = [];
    private Committed? _committed;
    private int _from; // the first frame of each stream that is asked for
    private int _sent; // frames of each stream

    private Trial(ThreeBrokers brokers, string guarantee, string protocol) => (_brokers, Guarantee, _protocol) = (brokers, guarantee, protocol);

    public string Guarantee { get; }

    public string Input { get; private set; } = "";

    /// <summary>The commit interval of instances that are started from now on.</summary>
    public int CommitEveryMs { get; set; } = CommitMs;

    public string Output => Input + "-out";

    /// <summary>Small by itself, so that a fault meets many batches.</summary>
    public string[] Batches { get; set; } = ["--max-batch", "8", "--threads", "1"];

    public string Letters => Input + ".dead-letters";
    public string Group => "group-" + Input;

    private Committed Committed => _committed ??= new(_brokers.Bootstrap, Group, Input);

    public static async Task<Trial> MakeAsync(ThreeBrokers brokers, string guarantee, string protocol = "classic")
    {
        await brokers.RestoreAsync();
        var trial = new Trial(brokers, guarantee, protocol) { Input = $"in-{Guid.NewGuid():N}"[..11] };
        await brokers.Admin.CreateTopicsAsync([
            new TopicSpecification { Name = trial.Input, NumPartitions = Partitions },
            new TopicSpecification { Name = trial.Output, NumPartitions = Partitions },
            new TopicSpecification { Name = trial.Letters, NumPartitions = 1 },
        ]);
        foreach (var topic in (string[])[trial.Input, trial.Output, trial.Letters])
            Topics.PartitionsOf(brokers.Admin, topic);
        await brokers.InSyncAsync();
        return trial;
    }

    /// <summary>Starts an instance. Its name makes it a static member: after a kill it has its partitions back at once.</summary>
    public Command Start(string instance, string crashAt = "", params IEnumerable<string> more)
    {
        string[] timing = _protocol == "classic" ? ["--kafka", "session.timeout.ms=6000", "--kafka", "heartbeat.interval.ms=500"] : [];
        var started = StreamLiftCommand.Start(
            new Dictionary<string, string> { ["STREAMLIFT_CRASH_AT"] = crashAt },
            [
                "run",
                "--bootstrap",
                _brokers.Bootstrap,
                "--input",
                Input,
                "--output",
                Output,
                "--group",
                Group,
                "--instance",
                instance,
                "--http",
                "off",
                "--group-protocol",
                _protocol,
                .. Batches,
                .. Guarantees.Flags(Guarantee, CommitEveryMs),
                .. timing,
                .. more,
            ]
        );
        lock (_instances)
            _instances.Add(started);
        return started;
    }

    /// <summary>Starts an instance and waits until it reads.</summary>
    public async Task<Command> StartReadingAsync(string instance, string crashAt = "", params IEnumerable<string> more)
    {
        var started = Start(instance, crashAt, more);
        await StartedAsync(started);
        return started;
    }

    /// <summary>Waits until an instance reads.</summary>
    public Task StartedAsync(Command instance) =>
        instance.LineAsync(line => line.Contains("partitions assigned", StringComparison.Ordinal), StreamLiftCommand.Patience);

    public Task AddPartitionsAsync(int partitions) =>
        _brokers.Admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = Input, IncreaseTo = partitions }]);

    /// <summary>Deletes a topic and makes it again: of what was in it nothing is asked for any more.</summary>
    public async Task RemakeAsync(string topic)
    {
        var former = await IdAsync(topic);
        await _brokers.Admin.DeleteTopicsAsync([topic]);
        await Until.TrueAsync($"{topic} is made again", async () =>
        {
            try
            {
                await _brokers.Admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = Partitions }]);
                return true;
            }
            catch (CreateTopicsException e) when (e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
            {
                // the former one still, or another: these brokers make topics that a producer asks for (auto.create.topics.enable)
                return await IdAsync(topic) != former;
            }
        });
        Topics.PartitionsOf(_brokers.Admin, topic);
        await _brokers.InSyncAsync();
        _from = _sent;
    }

    /// <summary>Sends that many more frames of each stream at the pace, and returns when the brokers have them all.</summary>
    public async Task SendAsync(int frames, int rate = Rate, CancellationToken stop = default)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(
            new ProducerConfig
            {
                BootstrapServers = _brokers.Bootstrap,
                EnableIdempotence = true,
                MessageTimeoutMs = 0,
                Partitioner = Partitioner.Murmur2Random,
            }
        ).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var began = System.Diagnostics.Stopwatch.StartNew();
        for (var frame = 0; frame < frames && !stop.IsCancellationRequested; frame++)
        {
            for (var stream = 0; stream < Streams; stream++)
                producer.Produce(
                    Input,
                    Frames.Record(Name(stream), Frames.Json(Name(stream), _sent, layout: _sent % Poison == Poison - 1 ? "nobody-has-this" : "h36m17"))
                );
            _sent++;
            while (rate > 0 && (frame + 1) * Streams > began.Elapsed.TotalSeconds * rate)
                await turns.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.Run(() => producer.Flush(CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Another process's open transaction holds the group's offsets until what is returned is disposed of.</summary>
    public IDisposable HoldOffsets() => new HeldOffsets(_brokers.Bootstrap, Group, Input, Partitions);

    /// <summary>Waits until the group has committed everything that is in the input.</summary>
    public Task CaughtUpAsync() => Until.TrueAsync($"{Group} has committed all of {Input}", () => Task.Run(() => Committed.Lag() == 0), Said);

    /// <summary>Waits until the group has committed something new: work goes on.</summary>
    /// <param name="before">What it had committed; null: what it has by now.</param>
    /// <param name="orElse">What is as good.</param>
    public Task ProgressAsync(long? before = null, Func<bool>? orElse = null) =>
        Until.TrueAsync($"{Group} goes on", () => Task.Run(() => orElse?.Invoke() == true || Committed.Sum() > (before ??= Committed.Sum())), Said);

    /// <summary>Records in output and dead letters beyond those that were sent, by the brokers' end offsets; a transaction's markers count as well.</summary>
    public long Surplus() => Topics.Ends(_brokers.Bootstrap, Output) + Topics.Ends(_brokers.Bootstrap, Letters) - (Streams * (_sent - _from));

    /// <summary>Stops every instance in order, and reads what has become of the frames.</summary>
    /// <param name="fault">What was done to them.</param>
    /// <param name="note">What else there is to say.</param>
    /// <param name="times">How often it was done.</param>
    /// <param name="worst">Of what was doubled, the most by one time; null: this was one time.</param>
    public async Task<Verdict> JudgeAsync(string fault, string note = "", int times = 1, long? worst = null)
    {
        foreach (var instance in _instances.Where(instance => !instance.HasEnded))
        {
            instance.Terminate();
            var code = await instance.ExitAsync(StreamLiftCommand.Patience);
            // one started a moment ago knows of no signals yet
            Assert.True(code == 0 || (code == 143 && instance.Lines.Count == 0), $"ended with {code}: {string.Join('\n', instance.Lines)}");
        }

        // What is in the input is what is asked for: a sender's own retry over a broker's failover may have put a frame there twice.
        var sent = Read(Input);
        Assert.Equal(Streams * (_sent - _from), sent.Distinct().Count());
        if (sent.Count > Streams * (_sent - _from))
            note += $"{(note == "" ? "" : "; ")}{sent.Count - (Streams * (_sent - _from))} twice in the input";
        var verdict = Compare(sent, Output, poison: false) + Compare(sent, Letters, poison: true);
        Night.Tell(fault, Guarantee, times, verdict, worst ?? verdict.Doubled, note);
        return verdict;
    }

    /// <summary>Nothing lost and in order; nothing doubled, where that is promised.</summary>
    public void Hold(Verdict verdict, int doubledAtMost)
    {
        Assert.Equal((0, 0, 0), (verdict.Missing, verdict.Reordered, verdict.Unexpected));
        var most = Guarantee == Guarantees.ExactlyOnce ? 0 : doubledAtMost;
        Assert.True(verdict.Doubled <= most, $"{verdict.Doubled} doubled where {most} may be\n{Said()}");
    }

    /// <summary>Ends whatever still runs.</summary>
    public void Abandon()
    {
        _instances.ForEach(instance => instance.Dispose());
        _committed?.Dispose();
    }

    private async Task<string> IdAsync(string topic) =>
        (await _brokers.Admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]))).TopicDescriptions[0].TopicId.ToString();

    private Verdict Compare(IReadOnlyList<(string Stream, long Frame)> sent, string topic, bool poison)
    {
        var oracle = new Oracle(sent.Where(frame => frame.Frame % Poison == Poison - 1 == poison));
        foreach (var (stream, frame) in Read(topic))
            oracle.See(stream, frame);
        return oracle.Verdict;
    }

    private List<(string Stream, long Frame)> Read(string topic) =>
        [
            .. Topics
                .Each(new ClientConfig { BootstrapServers = _brokers.Bootstrap }, topic)
                .Select(Frames.Of)
                .Where(frame => frame.Frame >= _from)
                .Select(frame => (string.Intern(frame.Stream), frame.Frame)),
        ];

    private string Said() =>
        string.Join(
            "\n---\n",
            _instances.Select(instance => string.Join('\n', instance.Lines.TakeLast(40)) + (instance.HasEnded ? $"\n(ended with {instance.ExitCode})" : ""))
        );

    private static string Name(int stream) => $"cam-{stream}";
}
