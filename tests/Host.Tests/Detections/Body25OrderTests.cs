using StreamLift.Host.Detections;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Tests.Detections;

/// <summary>People read as <c>body25</c>, by where the middle hip is: at the hips, or where another joint belongs.</summary>
public sealed class Body25OrderTests
{
    [Fact]
    public void Order_of_body25b_is_told_by_more_than_a_quarter_of_the_people()
    {
        Assert.False(Body25Order.IsBody25b([Person(300), Person(300)]));
        Assert.False(Body25Order.IsBody25b([Person(120), Person(300), Person(300), Person(300)]));
        Assert.True(Body25Order.IsBody25b([Person(120), Person(300), Person(300)]));
    }

    [Fact]
    public void People_without_hips_are_not_counted()
    {
        var unseen = Person(300);
        unseen[(3 * Skeletons.Body25.IndexOf("LHip")) + 2] = 0;
        Assert.True(Body25Order.IsBody25b([Person(120), unseen, unseen, unseen, unseen]));
        Assert.False(Body25Order.IsBody25b([unseen]));
        Assert.False(Body25Order.IsBody25b([]));
    }

    private static float[] Person(float middle)
    {
        var keypoints = new float[75];
        foreach (var (joint, y) in ((string, float)[])[("Nose", 100), ("MidHip", middle), ("RHip", 300), ("LHip", 300), ("RAnkle", 540)])
            (keypoints[(3 * Skeletons.Body25.IndexOf(joint)) + 1], keypoints[(3 * Skeletons.Body25.IndexOf(joint)) + 2]) = (y, 0.9f);
        return keypoints;
    }
}
