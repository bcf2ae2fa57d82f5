using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.RigChecks;

/// <summary>A person in a camera's image, with the joints' speed there. Reused; not thread-safe.</summary>
internal sealed class ProjectedPerson(Camera camera)
{
    /// <summary>The number of joints.</summary>
    public const int Joints = Skeletons.PoseWidth / 3;

    private const float ProbeMs = 5; // before and after, for the speed

    private readonly float[] _inCamera = new float[Skeletons.PoseWidth];
    private readonly float[] _at = new float[2 * Joints];
    private readonly float[] _before = new float[2 * Joints];
    private readonly float[] _after = new float[2 * Joints];
    private (int Width, int Height) _image;

    /// <summary>The number of joints in the image.</summary>
    public int Count { get; private set; }

    /// <summary>The height of the person in the image, px.</summary>
    public double Height { get; private set; }

    /// <summary>Projects a person.</summary>
    /// <param name="person">The person.</param>
    /// <param name="width">The image's width, px; 0: the camera's.</param>
    /// <param name="height">The image's height, px; 0: the camera's.</param>
    public void Set(KeptPerson person, int width, int height)
    {
        _image = width > 0 && height > 0 ? (width, height) : (camera.Intrinsics.Width, camera.Intrinsics.Height);
        Project(person, 0, _at);
        Project(person, -ProbeMs, _before);
        Project(person, ProbeMs, _after);
        (Count, Height) = (0, 0);
        float least = float.MaxValue,
            most = float.MinValue;
        for (var joint = 0; joint < Joints; joint++)
            if (IsInside(joint))
                (Count, least, most) = (Count + 1, Math.Min(least, _at[(2 * joint) + 1]), Math.Max(most, _at[(2 * joint) + 1]));
        Height = Math.Max(0, most - least);
    }

    /// <summary>Whether a joint is in the image.</summary>
    public bool IsInside(int joint) =>
        _at[2 * joint] >= 0 && _at[2 * joint] < _image.Width && _at[(2 * joint) + 1] >= 0 && _at[(2 * joint) + 1] < _image.Height;

    /// <summary>A joint's pixel.</summary>
    public (double X, double Y) At(int joint) => (_at[2 * joint], _at[(2 * joint) + 1]);

    /// <summary>A joint's speed, px/ms.</summary>
    public (double X, double Y) Speed(int joint) =>
        ((_after[2 * joint] - _before[2 * joint]) / (2 * ProbeMs), (_after[(2 * joint) + 1] - _before[(2 * joint) + 1]) / (2 * ProbeMs));

    private void Project(KeptPerson person, float ms, float[] pixels)
    {
        for (var i = 0; i < _inCamera.Length; i++)
            _inCamera[i] = person.Joints[i] + (ms * person.Velocity[i]);
        // A camera without a place is the world's origin.
        if (camera.Extrinsics is not null)
            camera.ToCamera(_inCamera, _inCamera);
        camera.Project(_inCamera, pixels);
        var (scaleX, scaleY) = (_image.Width / (float)camera.Intrinsics.Width, _image.Height / (float)camera.Intrinsics.Height);
        for (var i = 0; i < pixels.Length; i += 2)
            (pixels[i], pixels[i + 1]) = (scaleX * pixels[i], scaleY * pixels[i + 1]);
    }
}
