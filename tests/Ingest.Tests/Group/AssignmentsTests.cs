using StreamLift.Ingest.Group;

namespace StreamLift.Ingest.Tests.Group;

public sealed class AssignmentsTests
{
    private readonly Assignments _assignments = new();

    [Fact]
    public void Reassigned_partition_gets_a_new_assignment_with_a_new_epoch()
    {
        var before = _assignments.Assign("in", 3);
        Assert.Same(before, _assignments.Find("in", 3));
        Assert.Same(before, _assignments.Remove("in", 3));
        Assert.Null(_assignments.Find("in", 3));
        var after = _assignments.Assign("in", 3);
        Assert.NotSame(before, after);
        Assert.Equal((0, 1), (before.Generation, after.Generation));
        Assert.Same(after, _assignments.Find("in", 3));
    }

    [Fact]
    public void Assignments_distinguish_topics_with_the_same_partition_number()
    {
        var one = _assignments.Assign("one", 0);
        var two = _assignments.Assign("two", 0);
        Assert.Same(one, _assignments.Find("one", 0));
        Assert.Same(two, _assignments.Find("two", 0));
        Assert.Equal(2, _assignments.Current.Count);
        Assert.Null(_assignments.Remove("three", 0));
    }
}
