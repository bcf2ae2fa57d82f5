using System.Globalization;
using StreamLift.Capture;
using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Bench;

/// <summary>The errors of estimated poses. Hip-relative errors are means over 17 joints of which the hip is 0, then over actions, as the lifter's.</summary>
internal sealed class Scores
{
    private const int Joints = ViewFrame.BodyJoints;

    private readonly Dictionary<string, (double Sum, long Count)> _relative = [];
    private readonly Dictionary<JointSource, (long Within, long Count, double Squares, double Sum)> _sigma = [];
    private double _absolute;
    private double _root;
    private long _frames;

    public double[] ByJoint { get; } = new double[Joints];

    public double Absolute => _absolute / _frames;

    public double Root => _root / _frames;

    public double Relative => _relative.Values.Average(action => action.Sum / action.Count);

    public long Frames => _frames;

    /// <summary>Runs the estimator over takes with some of the cameras.</summary>
    /// <param name="takes">The takes; each is a person of its own.</param>
    /// <param name="cameras">The cameras.</param>
    /// <param name="isLifted">Whether lifted poses are used.</param>
    /// <param name="options">The options of a take.</param>
    /// <param name="change">Changes what a camera saw.</param>
    public static Scores Of(
        IEnumerable<SeenTake> takes,
        int[] cameras,
        bool isLifted,
        Func<SeenTake, CaptureOptions>? options = null,
        Action<ViewFrame, int>? change = null
    )
    {
        var scores = new Scores();
        foreach (var take in takes)
        {
            var (estimator, body) = (new PoseEstimator(take.Rig, options?.Invoke(take) ?? new CaptureOptions()), new Body());
            var (pose, views) = (new PersonPose(), new PersonViews());
            var frames = take.Rig.Cameras.Select(_ => new ViewFrame()).ToArray();
            for (var frame = 0; frame < take.Frames; frame++)
            {
                views.Clear();
                foreach (var camera in cameras)
                {
                    take.See(camera, frame, isLifted, frames[camera]);
                    change?.Invoke(frames[camera], frame);
                    views.Add(frames[camera], 0);
                }

                estimator.Estimate(views, body, pose);
                scores.Add(take.Action, pose.Joints, take.Truth(frame), pose);
            }
        }

        return scores;
    }

    public void Add(string action, ReadOnlySpan<float> joints, ReadOnlySpan<float> truth, PersonPose? pose = null)
    {
        var relative = 0.0;
        var (root, trueRoot) = (Point3.Of(joints, 0), Point3.Of(truth, 0));
        for (var joint = 0; joint < Joints; joint++)
        {
            var error = Point3.Of(joints, joint) - Point3.Of(truth, joint);
            relative += (error - (root - trueRoot)).Length / Joints;
            _absolute += error.Length / Joints;
            ByJoint[joint] += error.Length;
            if (pose is null)
                continue;
            var (within, count, squares, sum) = _sigma.GetValueOrDefault(pose.Source[joint]);
            foreach (var axis in (double[])[error.X, error.Y, error.Z])
            {
                within += Math.Abs(axis) <= pose.Sigma[joint] ? 1 : 0;
                squares += axis * axis / pose.Sigma[joint] / pose.Sigma[joint];
            }

            _sigma[pose.Source[joint]] = (within, count + 3, squares, sum + pose.Sigma[joint]);
        }

        var before = _relative.GetValueOrDefault(Action(action));
        _relative[Action(action)] = (before.Sum + relative, before.Count + 1);
        _root += (root - trueRoot).Length;
        _frames++;
    }

    /// <summary>For each source of joints: how many coordinates are within one sigma, the root mean square of error over sigma, and the mean sigma.</summary>
    public string Sigma => string.Join("; ", _sigma.OrderBy(pair => pair.Key).Select(pair => Text(pair.Key, pair.Value)));

    private static string Text(JointSource source, (long Within, long Count, double Squares, double Sum) sums) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{source} {100.0 * sums.Within / sums.Count:0.0} %, {Math.Sqrt(sums.Squares / sums.Count):0.00}, {3 * sums.Sum / sums.Count:0.0} mm"
        );

    private static string Action(string action) => action.TrimEnd(' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
}
