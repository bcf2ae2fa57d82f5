using System.Diagnostics;

namespace StreamLift.Pipeline.Tests;

/// <summary>A broker that answers, and advertises an address that can't be reached: the commonest trap of a first Kafka.</summary>
public sealed class AdvertisedAddressTests(MisadvertisedBroker broker) : IClassFixture<MisadvertisedBroker>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static TheoryData<int, string> Commands =>
        new()
        {
            { 1, $"check --input {MisadvertisedBroker.Input} --output {MisadvertisedBroker.Output}" },
            { 4, $"run --input {MisadvertisedBroker.Input} --output {MisadvertisedBroker.Output} --http off --until-end" },
            { 4, $"run --input {MisadvertisedBroker.Input} --output {MisadvertisedBroker.Output} --http off --guarantee ExactlyOnce --instance a" },
            { 4, "run --input not-there --output nor-this --http off --create-topics" },
            { 4, $"evaluate --topic {MisadvertisedBroker.Input} --truth synthetic" },
            { 4, $"produce --topic {MisadvertisedBroker.Input} --source synthetic" },
            { 4, "produce --topic not-there --source synthetic --create-topics" },
            { 4, $"redrive --dead-letters {MisadvertisedBroker.Input}.dead-letters --to {MisadvertisedBroker.Input}" },
            { 4, "bench" },
            { 4, "demo" },
        };

    // the client behaves in another way here: its requests time out, where it finds no leader if the name is unknown
    public static TheoryData<int, string> Some =>
        [.. Commands.Where(row => row.Data.Item2.Split(' ')[0] is "check" or "evaluate" or "produce" || row.Data.Item2.Contains("--until-end"))];

    [RealBrokerTheory(isConfigured: true)]
    [MemberData(nameof(Commands))]
    public Task A_name_that_cannot_be_resolved_is_said_with_who_advertises_it(int code, string command) =>
        SaysAsync(code, command, broker.Unresolvable, "broker 1 at nohost.invalid:9092 can't be reached (its name can't be resolved)");

    [RealBrokerTheory(isConfigured: true)]
    [MemberData(nameof(Some))]
    public Task An_address_that_takes_no_connection_is_said_with_who_advertises_it(int code, string command) =>
        SaysAsync(code, command, broker.Refused, "broker 1 at 127.0.0.1:1 can't be reached (connection refused)");

    [RealBrokerFact(isConfigured: true)]
    public async Task The_same_broker_by_its_right_address_passes()
    {
        var flags = $"--input {MisadvertisedBroker.Input} --output {MisadvertisedBroker.Output} --bootstrap {broker.Bootstrap}";
        Assert.Equal(0, (await InProcessCommand.ToEndAsync($"check {flags}".Split(' '))).Code);
        Assert.Equal(0, (await InProcessCommand.ToEndAsync($"run {flags} --http off --until-end --group passes".Split(' '))).Code);
        Assert.Equal(10, Topics.Read(broker.Bootstrap, MisadvertisedBroker.Output).Count);
    }

    [RealBrokerFact(isConfigured: true)]
    public async Task Check_says_which_topics_would_be_created_and_creates_none()
    {
        var (code, output, _) = await InProcessCommand.ToEndAsync(
            $"check --bootstrap {broker.Bootstrap} --input {MisadvertisedBroker.Input} --output no-such --create-topics".Split(' ')
        );
        Assert.Equal(0, code);
        Assert.Matches($"(?m)^ok     broker .*; --create-topics: no-such would be created", output);
        Assert.DoesNotContain("no-such", Topics.Names(broker.Bootstrap));
    }

    private static async Task SaysAsync(int code, string command, string bootstrap, string said)
    {
        var started = Stopwatch.StartNew();
        var (exit, _, lines) = await InProcessCommand.ToEndAsync([
            .. command.Split(' '),
            "--bootstrap",
            bootstrap,
            "--connect-timeout",
            $"{Limit.TotalSeconds}",
        ]);
        var text = string.Join('\n', lines);
        Assert.True(exit == code, text);
        Assert.Contains(lines, line =>
            line.Contains(said, StringComparison.Ordinal)
            && line.Contains($"this address is advertised by {bootstrap}: see the broker's advertised.listeners", StringComparison.Ordinal)
        );
        // the model is loaded first, on a machine at its limit; the client's own limits are 60 and 300 s
        Assert.True(started.Elapsed < Limit + TimeSpan.FromSeconds(30), $"{started.Elapsed}: {text}");
    }
}
