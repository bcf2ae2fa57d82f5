using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Poses.Cameras;
using StreamLift.Tests;

namespace StreamLift.Capture.Tests.Estimation;

public class PoseEstimatorTests
{
    private const int Joints = Scene.Joints;

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Exact_keypoints_of_two_cameras_or_more_place_every_joint_within_a_millimetre(int cameras, bool isLifted)
    {
        var scene = new Scene(cameras);
        var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new PersonPose());
        for (var instant = 0; instant < 20; instant++)
        {
            var truth = scene.Person();
            scene.See(truth, liftedNoise: isLifted ? 30 : double.NaN);
            estimator.Estimate(scene.Views, body, pose);
            for (var joint = 0; joint < Joints; joint++)
            {
                Assert.True(Error(pose.Joints, truth, joint) < 1, $"instant {instant}, joint {joint}: {Error(pose.Joints, truth, joint):0.00} mm");
                Assert.Equal(JointSource.Triangulated, pose.Source[joint]);
            }

            Assert.True(pose.Reprojection < 0.3, $"{pose.Reprojection} px");
            Assert.Equal((1UL << cameras) - 1, pose.Views);
        }
    }

    [Fact]
    public void Wrong_limb_in_one_of_four_cameras_does_not_move_the_limb()
    {
        var scene = new Scene(4);
        var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new PersonPose());
        for (var instant = 0; instant < 20; instant++)
        {
            var truth = scene.Person();
            scene.See(truth, noisePixels: 2);
            scene.Set(instant % 4, 15, 400, 300, 1);
            scene.Set(instant % 4, 16, 420, 350, 1);
            estimator.Estimate(scene.Views, body, pose);
            Assert.True(Error(pose.Joints, truth, 15) < 60, $"instant {instant}: {Error(pose.Joints, truth, 15)} mm");
            Assert.True(Error(pose.Joints, truth, 16) < 60, $"instant {instant}: {Error(pose.Joints, truth, 16)} mm");
        }
    }

    [Fact]
    public void Joint_says_where_it_comes_from_and_how_sure_it_is()
    {
        var scene = new Scene(4);
        var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new PersonPose());
        var truth = scene.Person();
        scene.See(truth, noisePixels: 3, liftedNoise: 20);
        for (var camera = 0; camera < 4; camera++)
        {
            scene.Hide(camera, 16);
            if (camera > 0)
                scene.Hide(camera, 13);
        }

        estimator.Estimate(scene.Views, body, pose);
        Assert.Equal((JointSource.Predicted, JointSource.Lifted, JointSource.Triangulated), (pose.Source[16], pose.Source[13], pose.Source[12]));
        Assert.True(pose.Sigma[16] > pose.Sigma[13] && pose.Sigma[13] > pose.Sigma[12], $"{pose.Sigma[16]}, {pose.Sigma[13]}, {pose.Sigma[12]} mm");
        Assert.True(Error(pose.Joints, truth, 16) < 100, $"{Error(pose.Joints, truth, 16)} mm");
    }

    [Fact]
    public void Two_rays_that_do_not_meet_leave_the_joint_to_a_body_that_is_known()
    {
        var scene = new Scene(2);
        var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new PersonPose());
        for (var instant = 0; instant < 20; instant++)
        {
            var truth = scene.Person();
            scene.See(truth, noisePixels: 3, liftedNoise: 20);
            scene.Set(1, 16, 20, 900, 1);
            estimator.Estimate(scene.Views, body, pose);
            Assert.Equal(JointSource.Triangulated, pose.Source[16]);
            // before the bones are known, a wrong ray may be right
            if (instant < 5)
                continue;
            Assert.True(Error(pose.Joints, truth, 16) < 150, $"instant {instant}: {Error(pose.Joints, truth, 16)} mm");
            Assert.True(pose.Sigma[16] > 1.2 * pose.Sigma[13], $"instant {instant}: {pose.Sigma[16]} and {pose.Sigma[13]} mm");
        }
    }

    [Fact]
    public void Person_whose_size_is_known_is_placed_by_one_of_four_cameras()
    {
        var (sum, count) = (0.0, 0);
        for (var seed = 0; seed < 20; seed++)
        {
            var scene = new Scene(Scene.Human36m(4) with { Floor = null }, seed);
            var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new PersonPose());
            for (var instant = 0; instant < 40; instant++)
            {
                var truth = scene.Person();
                scene.See(truth, noisePixels: 3, liftedNoise: 20, liftedScale: 0.85);
                if (instant >= 30)
                    scene.KeepView(instant % 4);
                estimator.Estimate(scene.Views, body, pose);
                if (instant < 30)
                    continue;
                Assert.Equal(1UL << (instant % 4), pose.Views);
                Assert.All(pose.Source, source => Assert.Equal(JointSource.Lifted, source));
                (sum, count) = (sum + Error(pose.Joints, truth, 0), count + 1);
            }
        }

        // a size that is wrong by 15 % would be 700 mm
        Assert.InRange(sum / count, 1, 150);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    public void Sigma_is_right_where_lifted_poses_follow_the_noise_of_the_keypoints(double followed)
    {
        var (within, count) = (0, 0);
        for (var person = 0; person < 10; person++)
        {
            var scene = new Scene(4, person);
            var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new PersonPose());
            for (var instant = 0; instant < 150; instant++)
            {
                var truth = scene.Person();
                scene.See(truth, noisePixels: 5, liftedNoise: 20, followed: followed);
                estimator.Estimate(scene.Views, body, pose);
                for (var i = 0; instant >= 50 && i < truth.Length; i++, count++)
                    within += Math.Abs(pose.Joints[i] - truth[i]) <= pose.Sigma[i / 3] ? 1 : 0;
            }
        }
        Assert.InRange(100.0 * within / count, 63, 73);
    }

    [Fact]
    public void Estimate_allocates_nothing_once_it_has_run()
    {
        var scene = new Scene(4);
        var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions { AllJoints = true }), new Body(), new PersonPose());
        scene.See(scene.Person(), noisePixels: 3, liftedNoise: 20);
        Assert.Equal(0, Allocations.OfMany(() => estimator.Estimate(scene.Views, body, pose), 30));
    }

    private static double Error(ReadOnlySpan<float> joints, ReadOnlySpan<float> truth, int joint) => Point3.Of(joints, joint).To(Point3.Of(truth, joint));
}
