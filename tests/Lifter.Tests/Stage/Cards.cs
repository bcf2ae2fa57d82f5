using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Tests.Stage;

internal static class Cards
{
    public static ModelCard Of(string features) =>
        new()
        {
            Name = "test",
            Joints = Skeletons.H36m17.Joints,
            InputLayout = "h36m17",
            Features = new FeatureSpec(features, 1),
            ImageSize = [1000, 1002],
            MissingFill = new float[34],
            MinimumJoints = 1,
            Data = "none",
            Licence = "MIT",
            Recipe = "none",
            Command = "none",
            Errors = new CardErrors(1, 1, "nothing"),
            Created = DateTimeOffset.UnixEpoch,
            Canary = new Canary([new float[34]], [new float[51]]),
        };
}
