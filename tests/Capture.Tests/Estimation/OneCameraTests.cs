using System.Numerics;
using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Poses.Cameras;

namespace StreamLift.Capture.Tests.Estimation;

public class OneCameraTests
{
    private const double PixelNoise = 10;
    private const double SizeDeviation = 0.05;

    // Along each axis: 50 mm on average.
    private const double PoseNoise = 50 / 1.596;

    // The people are made up. Recorded people are placed less well: docs/pose.md has their errors.
    [Fact]
    public void Mean_error_of_one_camera_is_below_170_mm_at_3600_mm_without_a_known_size() =>
        Assert.InRange(MeanError(Rig(hasFloor: false), new CaptureOptions()), 50, 170);

    [Fact]
    public void Mean_error_of_one_camera_is_below_100_mm_at_3600_mm_with_height_and_floor() =>
        Assert.InRange(MeanError(Rig(hasFloor: true), new CaptureOptions { HeightMm = BodyTable.AverageHeight }), 10, 100);

    [Fact]
    public void Person_without_any_seen_joint_stays_where_they_were()
    {
        var scene = new Scene(Rig(hasFloor: false));
        var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new PersonPose());
        var truth = Upright(scene);
        scene.See(truth, liftedNoise: 10);
        estimator.Estimate(scene.Views, body, pose);
        var before = Point3.Of(pose.Joints, 0);
        for (var joint = 0; joint < Scene.Joints; joint++)
            scene.Hide(0, joint);
        estimator.Estimate(scene.Views, body, pose);
        Assert.True(Point3.Of(pose.Joints, 0).To(before) < 1, $"{Point3.Of(pose.Joints, 0)}, not {before}");
        Assert.True(pose.Sigma[0] > 5_000);
        Assert.All(pose.Source, source => Assert.Equal(JointSource.Predicted, source));
    }

    private static double MeanError(CaptureRig rig, CaptureOptions options)
    {
        var scene = new Scene(rig);
        var (sum, count) = (0.0, 0);
        for (var person = 0; person < 300; person++)
        {
            var (estimator, body, pose) = (new PoseEstimator(rig, options), new Body(), new PersonPose());
            var size = 1 + (SizeDeviation * scene.Normal());
            for (var instant = 0; instant < 10; instant++)
            {
                var truth = Upright(scene);
                scene.See(truth, PixelNoise, PoseNoise, size);
                estimator.Estimate(scene.Views, body, pose);
                (sum, count) = (sum + Point3.Of(pose.Joints, 0).To(Point3.Of(truth, 0)), count + 1);
            }
        }

        return sum / count;
    }

    // The lower foot on the floor.
    private static float[] Upright(Scene scene)
    {
        var joints = scene.Person();
        var (hip, low) = (Point3.Of(joints, 0), Math.Min(joints[(3 * BodyTable.RightFoot) + 2], joints[(3 * BodyTable.LeftFoot) + 2]));
        for (var joint = 0; joint < Scene.Joints; joint++)
            (Point3.Of(joints, joint) - new Point3(hip.X, hip.Y, low - BodyTable.AnkleHeight)).Write(joints, joint);
        return joints;
    }

    private static CaptureRig Rig(bool hasFloor)
    {
        var lens = new Intrinsics(1920, 1080, 1080, 1080, 960, 540, Distortion.None);
        var camera = new Camera("one", lens, Extrinsics.LookingAt(new Vector3(0, -3600, 1500), new Vector3(0, 0, 900)));
        return new CaptureRig("one", [new PlacedCamera("one", camera)]) { Up = new Point3(0, 0, 1), Floor = hasFloor ? 0 : null };
    }
}
