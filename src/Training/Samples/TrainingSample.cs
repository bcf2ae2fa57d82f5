using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Training.Samples;

/// <summary>A person seen by a camera: the 3D pose and the 2D keypoints. A worker reuses one object for all its samples.</summary>
internal sealed class TrainingSample
{
    private readonly float[] _pixels = new float[2 * Joints];

    public static int Joints => Skeletons.H36m17.Count;

    /// <summary>x, y, z in the axes of the camera, absolute, mm: 51 numbers.</summary>
    public float[] Pose { get; } = new float[3 * Joints];

    /// <summary>x, y (px) and score (0: missing): 51 numbers.</summary>
    public float[] Keypoints { get; } = new float[3 * Joints];

    /// <summary>
    /// The view is cut off: joints outside of the image or below this y, px, are hidden at last (<see cref="Crop"/>). Null: the whole person is seen.
    /// </summary>
    public float? Bottom { get; set; }

    public int Width => Camera.Intrinsics.Width;

    public int Height => Camera.Intrinsics.Height;

    /// <summary>The camera.</summary>
    public Camera Camera { get; set; } = null!;

    /// <summary>Projects a pose to a camera. Every joint gets score 1.</summary>
    public void Project(ReadOnlySpan<float> world, Camera camera)
    {
        camera.ToCamera(world, Pose);
        camera.Project(Pose, _pixels);
        Camera = camera;
        for (var joint = 0; joint < Joints; joint++)
            Set(joint, _pixels[2 * joint], _pixels[(2 * joint) + 1]);
    }

    /// <summary>Sets the position of a joint in the image, with score 1.</summary>
    public void Set(int joint, float x, float y) => (Keypoints[3 * joint], Keypoints[(3 * joint) + 1], Keypoints[(3 * joint) + 2]) = (x, y, 1);

    public void Hide(int joint) => Keypoints.AsSpan(3 * joint, 3).Clear();

    public bool Seen(int joint) => Keypoints[(3 * joint) + 2] > 0;

    /// <summary>The number of joints that are in the image and at least 500 mm in front of the camera.</summary>
    public int CountInside()
    {
        var inside = 0;
        for (var joint = 0; joint < Joints; joint++)
            inside += IsInside(joint) ? 1 : 0;
        return inside;
    }

    public bool IsInside(int joint) => Pose[(3 * joint) + 2] > 500 && IsInImage(joint);

    /// <summary>Whether all joints are further from the camera than a distance, mm.</summary>
    public bool IsBefore(float depth)
    {
        for (var joint = 0; joint < Joints; joint++)
            if (Pose[(3 * joint) + 2] <= depth)
                return false;
        return true;
    }

    /// <summary>Hides the joints that <see cref="Bottom"/> or the image's border cuts off.</summary>
    public void Crop()
    {
        if (Bottom is not { } bottom)
            return;
        for (var joint = 0; joint < Joints; joint++)
            if (!IsInImage(joint) || Keypoints[(3 * joint) + 1] > bottom)
                Hide(joint);
    }

    /// <summary>The longer side of the bounding box of the keypoints, px; of those in the image if the view is cut off.</summary>
    public float Extent()
    {
        float left = float.MaxValue,
            top = float.MaxValue,
            right = float.MinValue,
            bottom = float.MinValue;
        for (var joint = 0; joint < Joints; joint++)
        {
            if (Bottom is not null && !IsInImage(joint))
                continue;
            (left, right) = (Math.Min(left, Keypoints[3 * joint]), Math.Max(right, Keypoints[3 * joint]));
            (top, bottom) = (Math.Min(top, Keypoints[(3 * joint) + 1]), Math.Max(bottom, Keypoints[(3 * joint) + 1]));
        }
        return Math.Max(right - left, bottom - top);
    }

    /// <summary>Mirrors the sample: x changes sign, left and right joints swap. Flipping twice restores the sample.</summary>
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

    private bool IsInImage(int joint) =>
        Keypoints[3 * joint] >= 0 && Keypoints[3 * joint] < Width && Keypoints[(3 * joint) + 1] >= 0 && Keypoints[(3 * joint) + 1] < Height;
}
