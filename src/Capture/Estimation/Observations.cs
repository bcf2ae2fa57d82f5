using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>What the cameras say of one person, brought to one form: undistorted rays, and lifted bones in the world. Reused; not thread-safe.</summary>
internal sealed class Observations(CaptureRig rig)
{
    private const int Joints = ViewFrame.BodyJoints;

    // A ray that is nearly at right angles to the camera's axis (89.9°) is of a wrong keypoint, and nothing can be computed with its slope.
    private const double MostSlope = 1000;

    // No person has a longer bone, or bones that are shorter together, mm: such a lifted pose has wrong numbers. Those of an adult are 4 m together.
    private const double LongestBone = 2000;
    private const double ShortestBones = 500;

    /// <summary>The number of views.</summary>
    public int Count { get; private set; }

    /// <summary>The index of each view's camera in the rig.</summary>
    public int[] Camera { get; } = new int[rig.Cameras.Count];

    /// <summary>Whether the view has a lifted pose.</summary>
    public bool[] IsLifted { get; } = new bool[rig.Cameras.Count];

    /// <summary>Each view's joints: 17 a view.</summary>
    public SeenJoint[] Ray { get; } = new SeenJoint[Joints * rig.Cameras.Count];

    /// <summary>The bone to each view's joints in the lifted pose, in the axes of the world, mm.</summary>
    public Point3[] Bone { get; } = new Point3[Joints * rig.Cameras.Count];

    /// <summary>The model's sigma of each view's bones as a multiple of the usual one.</summary>
    public double[] Spread { get; } = new double[Joints * rig.Cameras.Count];

    /// <summary>The number of views with a lifted pose.</summary>
    public int Lifted { get; private set; }

    /// <summary>The number of views that see each joint.</summary>
    public int[] Seen { get; } = new int[Joints];

    /// <summary>A view's camera.</summary>
    public PlacedCamera Placed(int view) => rig.Cameras[Camera[view]];

    /// <summary>Takes the views of a person.</summary>
    public void Read(PersonViews views)
    {
        (Count, Lifted) = (0, 0);
        Seen.AsSpan().Clear();
        for (var i = 0; i < views.Count; i++)
        {
            var (frame, person) = views[i];
            Camera[Count] = frame.Camera;
            ReadKeypoints(frame.Body(person));
            IsLifted[Count] = frame.IsLifted(person) && ReadLifted(frame.Lifted(person), frame.Sigma(person));
            Lifted += IsLifted[Count] ? 1 : 0;
            Count++;
        }
    }

    /// <summary>The weight of a joint by its score: with half the score the error is about twice as large.</summary>
    /// <param name="score">The detector's score.</param>
    public static double Importance(float score)
    {
        var bounded = Math.Clamp(score, 0.1, 1);
        return bounded * bounded;
    }

    /// <summary>Whether a ray can be of a keypoint: X/Z and Y/Z are numbers, and not larger than any lens shows.</summary>
    public static bool IsUsable(double x, double y) => Math.Abs(x) < MostSlope && Math.Abs(y) < MostSlope;

    private void ReadKeypoints(ReadOnlySpan<float> keypoints)
    {
        var camera = Placed(Count);
        for (var joint = 0; joint < Joints; joint++)
        {
            var score = keypoints[(3 * joint) + 2];
            var (x, y) = score > 0 ? camera.Ray(keypoints[3 * joint], keypoints[(3 * joint) + 1]) : (double.NaN, double.NaN);
            var isSeen = IsUsable(x, y);
            Ray[(Joints * Count) + joint] = isSeen ? new SeenJoint(camera, x, y, Importance(score)) : default;
            Seen[joint] += isSeen ? 1 : 0;
        }
    }

    // False for a pose that has no numbers, or is no person's.
    private bool ReadLifted(ReadOnlySpan<float> lifted, ReadOnlySpan<float> sigma)
    {
        var camera = Placed(Count);
        var (size, isPose) = (0.0, true);
        for (var joint = 1; joint < Joints; joint++)
        {
            var (i, parent) = ((Joints * Count) + joint, BodyTable.Parents[joint]);
            var bone = Point3.Of(lifted, joint) - Point3.Of(lifted, parent);
            Bone[i] = camera.Turn(bone);
            Spread[i] = sigma[joint] > 0 ? Math.Clamp(sigma[joint] / BodyTable.LiftedSigma[joint], 0.5, 4) : 1;
            size += bone.Length;
            isPose &= bone.Length < LongestBone;
        }

        return isPose && size > ShortestBones;
    }
}
