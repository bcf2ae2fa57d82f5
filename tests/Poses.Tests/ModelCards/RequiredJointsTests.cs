using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Poses.Tests.ModelCards;

public sealed class RequiredJointsTests
{
    private static readonly string[][] Groups =
    [
        ["RHip", "LHip"],
        ["Thorax"],
    ];

    [Theory]
    [InlineData("", Shortage.None)]
    [InlineData("RHip", Shortage.None)]
    [InlineData("RHip LHip", Shortage.RequiredJoints)]
    [InlineData("Thorax", Shortage.RequiredJoints)]
    [InlineData("RHip LHip RKnee LKnee RFoot LFoot Head Spine Thorax", Shortage.TooFewJoints)]
    public void Person_lacks_something_when_a_whole_group_or_too_many_joints_are_hidden(string hidden, Shortage expected) =>
        Assert.Equal(expected, Check(Card(Groups), hidden));

    [Theory]
    [InlineData("RHip LHip Thorax", Shortage.None)]
    [InlineData("RHip LHip RKnee LKnee RFoot LFoot Head Spine Thorax", Shortage.TooFewJoints)]
    public void Card_without_groups_asks_for_the_number_of_joints_alone(string hidden, Shortage expected)
    {
        Assert.Equal(expected, Check(Card(null), hidden));
        Assert.Equal(expected, Check(Card([]), hidden));
    }

    [Fact]
    public void Groups_survive_the_cards_JSON_and_are_absent_where_there_are_none()
    {
        Assert.Equal(Groups, ModelCard.Parse(Card(Groups).ToJson()).RequiredJoints);
        Assert.DoesNotContain("requiredJoints", Card(null).ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[RHip, Tail]", "RHip", "Tail")]
    [InlineData("[]")]
    public void Group_with_an_unknown_joint_or_without_any_is_a_problem(string shown, params string[] group) =>
        Assert.Equal($"requiredJoints must be lists of joints of h36m17, each with at least one: {shown} is not", Assert.Single(Card([group]).Problems()));

    private static ModelCard Card(string[][]? groups) => ModelCardTests.Sound with { MinimumJoints = 9, RequiredJoints = groups };

    private static Shortage Check(ModelCard card, string hidden)
    {
        var keypoints = Enumerable.Repeat(1f, 51).ToArray();
        var joints = hidden.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var joint in joints)
            keypoints[(3 * Skeletons.H36m17.IndexOf(joint)) + 2] = 0;
        return new RequiredJoints(card).Check(keypoints, 17 - joints.Length);
    }
}
