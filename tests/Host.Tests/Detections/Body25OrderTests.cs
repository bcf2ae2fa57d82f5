using StreamLift.Host.Detections;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Tests.Detections;

/// <summary>A person who stands, written in the order of either of OpenPose's models of 25 joints.</summary>
public sealed class Body25OrderTests
{
    private static readonly Dictionary<string, (float X, float Y)> Person = new()
    {
        ["Nose"] = (500, 100),
        ["Neck"] = (500, 150),
        ["RShoulder"] = (460, 150),
        ["LShoulder"] = (540, 150),
        ["RElbow"] = (450, 240),
        ["LElbow"] = (550, 240),
        ["RWrist"] = (445, 320),
        ["LWrist"] = (555, 320),
        ["MidHip"] = (500, 300),
        ["RHip"] = (480, 300),
        ["LHip"] = (520, 300),
        ["RKnee"] = (480, 420),
        ["LKnee"] = (520, 420),
        ["RAnkle"] = (480, 540),
        ["LAnkle"] = (520, 540),
    };

    [Fact]
    public void Own_order_of_body25_is_believed() => Assert.False(Body25Order.IsBody25b([Written(Skeletons.Body25), Written(Skeletons.Body25)]));

    [Fact]
    public void Order_of_body25b_is_told() => Assert.True(Body25Order.IsBody25b([Written(Skeletons.Body25b), Written(Skeletons.Body25b)]));

    [Fact]
    public void Person_from_the_side_is_believed()
    {
        var keypoints = Written(Skeletons.Body25);
        for (var at = 0; at < keypoints.Length; at += 3)
            keypoints[at] = 500 + (0.02f * (keypoints[at] - 500));
        Assert.False(Body25Order.IsBody25b([keypoints]));
    }

    [Fact]
    public void People_without_hips_say_nothing()
    {
        var keypoints = Written(Skeletons.Body25b);
        keypoints[(3 * Skeletons.Body25.IndexOf("LHip")) + 2] = 0;
        Assert.False(Body25Order.IsBody25b([keypoints]));
        Assert.False(Body25Order.IsBody25b([]));
    }

    private static float[] Written(Skeleton layout) =>
        [.. layout.Joints.SelectMany(joint => Person.TryGetValue(joint, out var at) ? [at.X, at.Y, 0.9f] : (float[])[0, 0, 0])];
}
