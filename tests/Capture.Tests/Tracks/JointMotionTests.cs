using StreamLift.Capture.Geometry;
using StreamLift.Capture.Tracks;

namespace StreamLift.Capture.Tests.Tracks;

public class JointMotionTests
{
    private const double Seconds = 1.0 / 30;
    private const double Acceleration = 5e6;
    private const double Variance = 30 * 30;

    [Fact]
    public void Joint_that_is_another_persons_for_an_instant_hardly_gains_speed()
    {
        var joint = JointMotion.Start(default, Variance, Variance);
        for (var instant = 0; instant < 60; instant++)
            joint = Next(joint, default);
        Assert.InRange(Next(joint, new Point3(300, 0, 0)).Velocity.Length, 0, 1000);
        Assert.InRange(Next(joint, new Point3(3000, 0, 0)).Velocity.Length, 0, 1000);
    }

    [Fact]
    public void Joint_that_stays_elsewhere_is_followed_within_a_fifth_of_a_second()
    {
        var joint = JointMotion.Start(default, Variance, Variance);
        for (var instant = 0; instant < 60; instant++)
            joint = Next(joint, default);
        for (var instant = 0; instant < 6; instant++)
            joint = Next(joint, new Point3(0, 300, 0));
        Assert.InRange(joint.Position.To(new Point3(0, 300, 0)), 0, 100);
    }

    private static JointMotion Next(JointMotion joint, Point3 seen)
    {
        var expected = joint.After(Seconds, joint.Velocity, Acceleration);
        return expected.Measured(seen - expected.Position, new Point3(0, 0, 1), Variance, Variance);
    }
}
