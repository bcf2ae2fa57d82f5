using StreamLift.Host.Settings;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Settings;

public sealed class BothStagesTests
{
    [Fact]
    public void Options_of_the_second_stage_without_people_are_refused_each_by_name()
    {
        var problems = Problems(("Fuser:Wait", "00:00:00.1"), ("Fuser:AllJoints", "true"), ("Lifter:Rig", "hall.json"), ("Fuser:Rig", "hall.json"));
        Assert.Equal(
            [
                "--wait is an option of the second stage: add --people TOPIC, or leave it out",
                "--all-joints is an option of the second stage: add --people TOPIC, or leave it out",
            ],
            problems
        );
    }

    [Fact]
    public void Key_that_is_not_the_rig_is_refused_with_people()
    {
        Assert.Equal(
            ["--key stream: with --people the key of the poses is their rig; leave --key out"],
            Problems(("Service:People", "people"), ("Lifter:Key", "stream"))
        );
        Assert.Equal(2, BothStages.Of(Flags(("Service:People", "people"), ("Lifter:Key", "rig"))).Count);
    }

    [Fact]
    public void Second_stage_reads_what_the_first_one_writes_with_the_key_that_it_needs()
    {
        var stages = BothStages.Of(
            Flags(("Service:People", "people"), ("Sink:Output", "poses"), ("Ingest:Group", "a"), ("Fuser:Rig", "hall.json"), ("Lifter:MinScore", "0.4"))
        );
        Assert.Equal("0.4", stages[1].Flags["StreamLift:Fuser:MinScore"]);
        Assert.Equal("Rig", stages[0].Flags["StreamLift:Lifter:Key"]);
        Assert.Equal("hall.json", stages[0].Flags["StreamLift:Lifter:Rig"]);
        Assert.Equal("poses", stages[1].Flags["StreamLift:Ingest:Input"]);
        Assert.Equal("people", stages[1].Flags["StreamLift:Sink:Output"]);
        Assert.Equal("a-fuse", stages[1].Flags["StreamLift:Ingest:Group"]);
    }

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] flags) =>
        Assert.Throws<ConfigurationException>(() => BothStages.Of(Flags(flags))).Problems;

    private static Dictionary<string, string?> Flags(params (string Key, string Value)[] flags) =>
        flags.ToDictionary(flag => $"StreamLift:{flag.Key}", string? (flag) => flag.Value);
}
