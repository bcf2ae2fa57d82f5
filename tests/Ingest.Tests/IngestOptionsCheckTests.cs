using Confluent.Kafka.Admin;
using StreamLift.Ingest.Offsets;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Tests;

public sealed class IngestOptionsCheckTests
{
    [Theory]
    [InlineData("committed", true)]
    [InlineData("EARLIEST", true)]
    [InlineData("latest", true)]
    [InlineData("2026-01-31T12:00:00Z", true)]
    [InlineData("2026-01-31", true)]
    [InlineData("yesterday", false)]
    [InlineData("", false)]
    public void A_start_position_is_one_of_three_words_or_a_time(string from, bool isSound)
    {
        var problems = Problems(new IngestOptions { From = from });
        if (isSound)
            Assert.Empty(problems);
        else
            Assert.StartsWith($"--from {from}: write committed, earliest, latest or a time", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_at_the_committed_offsets_moves_no_group_and_any_other_does()
    {
        Assert.Null(StartPosition.Parse("committed").Spec);
        Assert.NotNull(StartPosition.Parse("earliest").Spec);
        Assert.NotNull(StartPosition.Parse("latest").Spec);
        Assert.NotNull(StartPosition.Parse("2026-01-31").Spec);
    }

    [Fact]
    public void A_time_without_a_zone_is_UTC_whatever_the_machine_s_zone()
    {
        Assert.Equal(1769860800000, Milliseconds("2026-01-31T12:00:00Z"));
        Assert.Equal(1769860800000, Milliseconds("2026-01-31T12:00:00"));
        Assert.Equal(1769860800000, Milliseconds("2026-01-31T14:00:00+02:00"));

        static long Milliseconds(string time) => Assert.IsType<OffsetSpec.TimestampSpec>(StartPosition.Parse(time).Spec).Timestamp;
    }

    [Fact]
    public void Exactly_once_needs_an_instance_and_at_least_once_does_not()
    {
        Assert.Contains("--instance NAME", Assert.Single(Problems(new IngestOptions { Guarantee = Guarantee.ExactlyOnce })), StringComparison.Ordinal);
        Assert.Empty(Problems(new IngestOptions { Guarantee = Guarantee.ExactlyOnce, Instance = "a" }));
        Assert.Empty(Problems(new IngestOptions()));
    }

    [Fact]
    public void Every_problem_is_said_at_once()
    {
        var options = new IngestOptions { Guarantee = Guarantee.ExactlyOnce, From = "soon" };
        options.Kafka["enable.auto.commit"] = "true";
        var problems = Problems(options);
        Assert.Equal(3, problems.Count);
        foreach (var said in (string[])["--kafka enable.auto.commit", "--from soon", "--instance"])
            Assert.Single(problems, problem => problem.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Broker_input_and_group_are_required()
    {
        var problems = new IngestOptionsCheck().Validate(null, new IngestOptions { Group = " " }).Failures!;
        Assert.Equal(
            ["no broker: name one with --bootstrap host:port", "no input topic: name one with --input", "no consumer group: name one with --group"],
            problems
        );
    }

    // of options that have what is required
    private static List<string> Problems(IngestOptions options)
    {
        (options.Bootstrap, options.Input) = ("b:1", "in");
        return [.. new IngestOptionsCheck().Validate(null, options).Failures ?? []];
    }
}
