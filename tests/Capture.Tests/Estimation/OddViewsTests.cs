using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Views;
using StreamLift.Poses.Cameras;

namespace StreamLift.Capture.Tests.Estimation;

/// <summary>
/// Views with numbers that can't be of a person. What is learnt from an instant stays with the track, so one such view could spoil all that follow.
/// </summary>
public class OddViewsTests
{
    public static TheoryData<string, int, bool> Views
    {
        get
        {
            string[] odd =
            [
                "keypoint far outside the image",
                "keypoints far outside the image",
                "keypoint without numbers",
                "scores without numbers",
                "lifted pose with a bone of no length",
                "lifted pose of no size",
                "lifted pose with one bone",
                "lifted pose without numbers",
                "lifted pose larger than any person",
                "lifted joint far away",
                "sigma without numbers",
                "sigma of 0",
            ];
            var data = new TheoryData<string, int, bool>();
            foreach (var name in odd)
            foreach (var cameras in (int[])[1, 2, 4])
            foreach (var isDistorted in (bool[])[false, true])
                data.Add(name, cameras, isDistorted);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Odd_view_does_not_spoil_the_instants_after_it(string odd, int cameras, bool isDistorted)
    {
        foreach (var height in (double?[])[null, 1700])
        foreach (var isFirst in (bool[])[true, false])
        {
            var scene = new Scene(Rig(cameras, isDistorted));
            var estimator = new PoseEstimator(scene.Rig, new CaptureOptions { HeightMm = height, AllJoints = true });
            var (body, pose, truth) = (new Body(), new PersonPose(), scene.Person());
            for (var instant = isFirst ? 10 : 0; instant < 20; instant++)
            {
                scene.See(truth, noisePixels: 2, liftedNoise: 20);
                if (instant is >= 10 and < 13)
                    foreach (var camera in (int[])[0, cameras - 1])
                        Spoil(scene, camera, odd);
                estimator.Estimate(scene.Views, body, pose);
                Assert.All(pose.Joints.Concat(pose.Sigma), number => Assert.True(float.IsFinite(number), $"instant {instant}: {number}"));
            }

            for (var joint = 0; joint < Scene.Joints; joint++)
                Assert.InRange(Point3.Of(pose.Joints, joint).To(Point3.Of(truth, joint)), 0, cameras == 1 ? 600 : 60);
        }
    }

    private static void Spoil(Scene scene, int camera, string odd)
    {
        var (frame, person) = scene.Views[camera];
        var lifted = frame.Lifted(person);
        switch (odd)
        {
            case "keypoint far outside the image":
                scene.Set(camera, 16, 1e30, -1e30, 1);
                break;
            case "keypoints far outside the image":
                SetAll(-1e25, 1e30, 1);
                break;
            case "keypoint without numbers":
                scene.Set(camera, 16, double.PositiveInfinity, double.NaN, 1);
                break;
            case "scores without numbers":
                SetAll(500, 500, double.NaN);
                break;
            case "lifted pose with a bone of no length":
                Point3.Of(lifted, 8).Write(lifted, 9);
                break;
            case "lifted pose of no size":
                lifted.Clear();
                break;
            case "lifted pose with one bone":
                lifted.Clear();
                lifted[^1] = 300;
                break;
            case "lifted pose without numbers":
                lifted[^1] = float.NaN;
                break;
            case "lifted pose larger than any person":
                foreach (ref var number in lifted)
                    number *= 1e30f;
                break;
            case "lifted joint far away":
                lifted[^1] = 1e37f;
                break;
            case "sigma without numbers":
                frame.Sigma(person).Fill(float.NaN);
                frame.Sigma(person)[4] = float.PositiveInfinity;
                break;
            case "sigma of 0":
                frame.Sigma(person).Clear();
                break;
            default:
                throw new ArgumentException(odd, nameof(odd));
        }

        void SetAll(double x, double y, double score)
        {
            for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
                scene.Set(camera, joint, x, y, score);
        }
    }

    private static CaptureRig Rig(int cameras, bool isDistorted)
    {
        var rig = Scene.Human36m(cameras);
        return isDistorted ? rig : rig with { Cameras = [.. rig.Cameras.Select(WithoutDistortion)] };
    }

    private static PlacedCamera WithoutDistortion(PlacedCamera placed) =>
        new(placed.Stream, new Camera(placed.Stream, placed.Camera.Intrinsics with { Distortion = Distortion.None }, placed.Camera.Extrinsics));
}
