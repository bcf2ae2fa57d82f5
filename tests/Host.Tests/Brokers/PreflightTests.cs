using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Host.Brokers;
using StreamLift.Host.Demo;
using StreamLift.Host.Running;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Brokers;

/// <summary>Over the client library's mock cluster.</summary>
public sealed class PreflightTests : IDisposable
{
    private readonly EmbeddedBroker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Every_missing_topic_is_named_with_its_servers_and_none_is_made()
    {
        var problems = await ProblemsAsync(_broker.Bootstrap, input: "in");
        Assert.Equal(
            ["topic in ", "topic out ", "topic in.dead-letters "],
            problems.Select(problem => problem[..(problem.IndexOf("does", StringComparison.Ordinal))])
        );
        Assert.All(problems, problem => Assert.Contains($"at {_broker.Bootstrap}", problem));
        Assert.All(problems, problem => Assert.Contains("--create-topics", problem));
        Assert.Equal(3, (await ProblemsAsync(_broker.Bootstrap, input: "in")).Count);
    }

    [Fact]
    public async Task Topic_check_names_only_missing_inputs_and_never_a_pattern()
    {
        foreach (var topic in (string[])["here", "out", "letters"])
            _broker.CreateTopic(topic);
        var problems = await ProblemsAsync(_broker.Bootstrap, input: "here,gone,^any.*", ("StreamLift:Sink:DeadLetters", "letters"));
        Assert.StartsWith("topic gone does not exist", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_another_broker_for_the_output_each_topic_is_looked_for_at_its_own()
    {
        using var other = new EmbeddedBroker();
        foreach (var topic in (string[])["out", "in.dead-letters"])
            _broker.CreateTopic(topic); // at the input's broker they are of no use
        other.CreateTopic("in");
        var problems = await ProblemsAsync(_broker.Bootstrap, input: "in", ("StreamLift:Sink:Bootstrap", other.Bootstrap));
        Assert.Equal(
            [
                $"topic in does not exist at {_broker.Bootstrap}",
                $"topic out does not exist at {other.Bootstrap}",
                $"topic in.dead-letters does not exist at {other.Bootstrap}",
            ],
            problems.Select(problem => problem[..problem.IndexOf(',')])
        );
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_within_the_limit_is_an_error_of_the_broker()
    {
        using var preflight = new Preflight(
            Configured.Plan(("StreamLift:Ingest:Bootstrap", "127.0.0.1:1"), ("StreamLift:Service:ConnectTimeout", "00:00:00.2"))
        );
        var error = await Assert.ThrowsAsync<BrokerException>(() => preflight.RunAsync(NullLogger.Instance));
        Assert.StartsWith("no broker answers at 127.0.0.1:1 within 0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_while_no_broker_answers_ends_the_waiting()
    {
        using var stop = new CancellationTokenSource();
        using var preflight = new Preflight(
            Configured.Plan(("StreamLift:Ingest:Bootstrap", "127.0.0.1:1"), ("StreamLift:Service:ConnectTimeout", "01:00:00")),
            stop.Token
        );
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preflight.RunAsync(NullLogger.Instance));
    }

    [Fact]
    public void A_property_that_the_client_does_not_know_is_an_error_of_the_configuration()
    {
        var plan = Configured.Plan(("Kafka:Consumer:no.such.property", "1"));
        Assert.Contains("no.such.property", Assert.Throws<ConfigurationException>(() => new Preflight(plan)).Message);
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(string bootstrap, string input, params (string Key, string? Value)[] more)
    {
        using var preflight = new Preflight(Configured.Plan([("StreamLift:Ingest:Bootstrap", bootstrap), ("StreamLift:Ingest:Input", input), .. more]));
        return (await Assert.ThrowsAsync<ConfigurationException>(() => preflight.RunAsync(NullLogger.Instance))).Problems;
    }
}
