using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Training.Samples;

/// <summary>One person as a camera has them: where the joints are and where they appear. A worker's scratch, filled anew for each sample.</summary>
internal sealed class TrainingSample
{
    private readonly float[] _pixels = new float[2 * Joints];

    public static int Joints => Skeletons.H36m17.Count;

    /// <summary>x, y, z before the camera, absolute, mm: 51 numbers.</summary>
    public float[] Pose { get; } = new float[3 * Joints];

    /// <summary>x, y (px) and score (0: not seen): 51 numbers.</summary>
    public float[] Keypoints { get; } = new float[3 * Joints];

    public int Width => Camera.Intrinsics.Width;

    public int Height => Camera.Intrinsics.Height;

    /// <summary>What it was seen by.</summary>
    public Camera Camera { get; set; } = null!;

    /// <summary>Takes the pose as this camera sees it, every joint with score 1.</summary>
    public void Project(ReadOnlySpan<float> world, Camera camera)
    {
        camera.ToCamera(world, Pose);
        camera.Project(Pose, _pixels);
        Camera = camera;
        for (var joint = 0; joint < Joints; joint++)
            Set(joint, _pixels[2 * joint], _pixels[(2 * joint) + 1]);
    }

    /// <summary>Where a joint appears, seen.</summary>
    public void Set(int joint, float x, float y) => (Keypoints[3 * joint], Keypoints[(3 * joint) + 1], Keypoints[(3 * joint) + 2]) = (x, y, 1);

    public void Hide(int joint) => Keypoints.AsSpan(3 * joint, 3).Clear();

    public bool Seen(int joint) => Keypoints[(3 * joint) + 2] > 0;

    /// <summary>How many joints are before the camera (half a metre at least) and within its image.</summary>
    public int CountInside()
    {
        var inside = 0;
        for (var joint = 0; joint < Joints; joint++)
            inside += IsInside(joint) ? 1 : 0;
        return inside;
    }

    public bool IsInside(int joint) =>
        Pose[(3 * joint) + 2] > 500
        && Keypoints[3 * joint] >= 0
        && Keypoints[3 * joint] < Width
        && Keypoints[(3 * joint) + 1] >= 0
        && Keypoints[(3 * joint) + 1] < Height;

    /// <summary>The larger side of the box around the joints, px.</summary>
    public float Extent()
    {
        float left = float.MaxValue,
            top = float.MaxValue,
            right = float.MinValue,
            bottom = float.MinValue;
        for (var joint = 0; joint < Joints; joint++)
        {
            (left, right) = (Math.Min(left, Keypoints[3 * joint]), Math.Max(right, Keypoints[3 * joint]));
            (top, bottom) = (Math.Min(top, Keypoints[(3 * joint) + 1]), Math.Max(bottom, Keypoints[(3 * joint) + 1]));
        }
        return Math.Max(right - left, bottom - top);
    }

    /// <summary>The same scene in a mirror: x changes sign, left and right joints swap. Twice is as before.</summary>
    public void Flip()
    {
        var mirror = Skeletons.H36m17.Mirror;
        Camera = new Camera(Camera.Name, Camera.Intrinsics.Mirrored(), null);
        for (var joint = 0; joint < Joints; joint++)
        {
            Pose[3 * joint] = -Pose[3 * joint];
            if (Seen(joint))
                Keypoints[3 * joint] = Width - Keypoints[3 * joint];
        }
        for (var joint = 0; joint < Joints; joint++)
            if (mirror[joint] > joint)
                for (var axis = 0; axis < 3; axis++)
                {
                    var (here, there) = ((3 * joint) + axis, (3 * mirror[joint]) + axis);
                    (Pose[here], Pose[there]) = (Pose[there], Pose[here]);
                    (Keypoints[here], Keypoints[there]) = (Keypoints[there], Keypoints[here]);
                }
    }
}
