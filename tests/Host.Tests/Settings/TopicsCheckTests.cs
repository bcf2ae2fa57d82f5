using Microsoft.Extensions.Configuration;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Ingest;
using StreamLift.Sink;

namespace StreamLift.Host.Tests.Settings;

public sealed class TopicsCheckTests
{
    [Theory]
    [InlineData("in", "out", "letters")]
    [InlineData("in-1, in-2", "out", "letters")]
    [InlineData("^in-[0-9]{1,3}$", "in-x", "letters")]
    [InlineData("^rig\\..*,extra", "poses", "letters")]
    public void Topics_that_do_not_meet_are_in_order(string input, string output, string letters) => Assert.Empty(Problems(input, output, letters));

    [Theory]
    [InlineData("in", "in", "letters", "--output in: it is also an input")]
    [InlineData("a,in", "out", "a", "--dead-letters a: it is also an input")]
    [InlineData("^in.*", "into", "letters", "--output into: it is also an input")]
    [InlineData("^in.*", "out", "in.dead-letters", "--dead-letters in.dead-letters: it is also an input")]
    [InlineData("a,b", "out", "", "no dead-letter topic: with several inputs or a pattern")]
    [InlineData("^in[", "out", "letters", "--input ^in[: ")]
    [InlineData("bad topic!", "out", "letters", "--input bad topic!: not a valid topic name")]
    [InlineData("in", "..", "letters", "--output ..: not a valid topic name")]
    [InlineData("in", "out", "a/b", "--dead-letters a/b: not a valid topic name")]
    public void A_topic_that_can_not_serve_is_named_with_its_flag(string input, string output, string letters, string said) =>
        Assert.StartsWith(said, Assert.Single(Problems(input, output, letters)), StringComparison.Ordinal);

    [Fact]
    public void Every_bad_name_is_said_at_once() => Assert.Equal(3, Problems("a!,b", "c!", "d!").Count);

    [Fact]
    public void A_name_of_249_characters_is_the_longest()
    {
        Assert.True(TopicNames.IsOne(new string('a', 249)));
        Assert.False(TopicNames.IsOne(new string('a', 250)));
        Assert.False(TopicNames.IsOne("a\n"));
    }

    [Fact]
    public void A_comma_within_a_pattern_s_braces_does_not_part_the_list() =>
        Assert.Equal(["^in-[0-9]{1,3}$", "extra"], TopicNames.Split(" ^in-[0-9]{1,3}$ , extra,"));

    private static List<string> Problems(string input, string output, string letters)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["StreamLift:Ingest:Input"] = input }).Build();
        return
        [
            .. new TopicsCheck(new SettingsSection<IngestOptions>(configuration))
                .Validate(null, new SinkOptions { Output = output, DeadLetters = letters })
                .Failures
                ?? [],
        ];
    }
}
