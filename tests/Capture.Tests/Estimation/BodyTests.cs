using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.State;

namespace StreamLift.Capture.Tests.Estimation;

public class BodyTests
{
    [Fact]
    public void Restored_body_gives_the_same_pose_and_the_same_state()
    {
        var scene = new Scene(3);
        var (estimator, body, restored) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new Body());
        var (first, second) = (new PersonPose(), new PersonPose());
        for (var instant = 0; instant < 5; instant++)
        {
            scene.See(scene.Person(), noisePixels: 4, liftedNoise: 30);
            estimator.Estimate(scene.Views, body, first);
        }

        var state = new StateWriter();
        body.Save(state);
        var reader = new StateReader(state.Written);
        restored.Restore(ref reader);
        Assert.True(reader.IsAtEnd);
        estimator.Estimate(scene.Views, body, first);
        estimator.Estimate(scene.Views, restored, second);
        Assert.Equal(first.Joints, second.Joints);
        Assert.Equal(first.Sigma, second.Sigma);
        var again = new StateWriter();
        restored.Save(again);
        state.Clear();
        body.Save(state);
        Assert.Equal(state.Written.ToArray(), again.Written.ToArray());
    }

    [Fact]
    public void Length_is_learnt_without_the_bias_of_noise_and_from_both_sides()
    {
        var scene = new Scene(2);
        var body = new Body();
        var covariance = Symmetric3.Identity(2 * 20 * 20);
        for (var instant = 0; instant < 2000; instant++)
        {
            var noise = Math.Sqrt(2) * 20 * new Point3(scene.Normal(), scene.Normal(), scene.Normal());
            body.LearnLength(13, new Point3(0, 250, 0) + noise, covariance);
        }

        Assert.True(body.TryLength(16, out var length, out _));
        Assert.InRange(length, 246, 254);
        Assert.False(body.TryLength(2, out _, out _));
    }

    [Fact]
    public void State_that_ends_early_is_refused()
    {
        var state = new StateWriter();
        new Body().Save(state);
        var bytes = state.Written[..^1].ToArray();
        Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new StateReader(bytes);
            new Body().Restore(ref reader);
        });
    }
}
