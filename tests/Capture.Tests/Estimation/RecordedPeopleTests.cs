using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Datasets;
using StreamLift.Poses.Cameras;
using StreamLift.Tests;

namespace StreamLift.Capture.Tests.Estimation;

public class RecordedPeopleTests
{
    private const string Motion = "data/motion/data_3d_free.npz";
    private const double Noise = 5;

    [SharedTheory(Motion)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Error_of_recorded_people_is_at_most_that_of_least_squares_of_their_rays(int cameras)
    {
        var scene = new Scene(cameras);
        var (error, bound, within, count) = (0.0, 0.0, 0, 0);
        foreach (var take in Takes())
        {
            var (estimator, body, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions()), new Body(), new PersonPose());
            foreach (var truth in take)
            {
                scene.See(truth, Noise);
                estimator.Estimate(scene.Views, body, pose);
                for (var joint = 0; joint < Scene.Joints; joint++)
                {
                    var difference = Point3.Of(pose.Joints, joint) - Point3.Of(truth, joint);
                    (error, bound) = (error + difference.Length, bound + LeastSquares(scene, joint, Point3.Of(truth, joint)));
                    foreach (var axis in (double[])[difference.X, difference.Y, difference.Z])
                        (within, count) = (within + (Math.Abs(axis) <= pose.Sigma[joint] ? 1 : 0), count + 1);
                }
            }
        }

        Assert.True(count > 3 * 17 * 100, $"{count} coordinates");
        Assert.True(error < bound, $"{error / bound:0.00} of the bound");
        Assert.InRange(100.0 * within / count, 63, 73);
    }

    // Walking, running and stretching; moved to the middle of the room.
    private static IEnumerable<List<float[]>> Takes()
    {
        var options = new DatasetOptions
        {
            Path = Path.Combine(SharedData.Root, Motion),
            Subjects = ["cmu-02", "cmu-05", "cmu-09", "cmu-35"],
            Cameras = [Human36mCameras.Find("S9", Human36mCameras.Serials[0])!],
        };
        foreach (var sequence in Dataset.Open(options).Sequences)
        {
            var take = new List<float[]>();
            for (var frame = 0; frame < Math.Min(sequence.Frames, 100); frame += 10)
            {
                var joints = sequence.World(frame).ToArray();
                var hip = Point3.Of(joints, 0);
                for (var joint = 0; joint < Scene.Joints; joint++)
                    (Point3.Of(joints, joint) - new Point3(hip.X, hip.Y, 0)).Write(joints, joint);
                take.Add(joints);
            }

            yield return take;
        }
    }

    // The error of the point whose projections are nearest to the seen ones: Gauss–Newton from the truth.
    private static double LeastSquares(Scene scene, int joint, Point3 truth)
    {
        var at = truth;
        for (var step = 0; step < 5; step++)
        {
            var (information, side) = (default(Symmetric3), default(Point3));
            for (var view = 0; view < scene.Views.Count; view++)
            {
                var (frame, person) = scene.Views[view];
                var (placed, keypoint) = (scene.Rig.Cameras[frame.Camera], frame.Body(person).Slice(3 * joint, 3).ToArray());
                Assert.True(placed.TryProject(at, out var x, out var y));
                Point3[] steps = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
                var slopes = steps.Select(one => placed.TryProject(at + one, out var u, out var v) ? (X: u - x, Y: v - y) : default).ToArray();
                var (byX, byY) = (new Point3(slopes[0].X, slopes[1].X, slopes[2].X), new Point3(slopes[0].Y, slopes[1].Y, slopes[2].Y));
                information += Symmetric3.Outer(byX, 1) + Symmetric3.Outer(byY, 1);
                side += ((keypoint[0] - x) * byX) + ((keypoint[1] - y) * byY);
            }

            at += information.Inverse * side;
        }

        return at.To(truth);
    }
}
