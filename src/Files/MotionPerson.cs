using StreamLift.Poses.Layouts;

namespace StreamLift.Files;

/// <summary>A person of a <see cref="MotionInstant"/>. Its arrays are used again for the next instant.</summary>
public sealed class MotionPerson
{
    private float[] _points = [];

    /// <summary>The id: of the track in a rig; of the person in a camera's frame.</summary>
    public long Id { get; set; }

    /// <summary>x, y, z of each joint of h36m17, mm: 51 numbers. NaN: not known.</summary>
    public float[] Joints { get; } = new float[Skeletons.PoseWidth];

    /// <summary>The expected error of each joint along each axis, mm: 17 numbers. NaN: not known.</summary>
    public float[] Sigma { get; } = new float[Skeletons.PoseWidth / 3];

    /// <summary>Where each joint comes from: 17 letters, <c>t</c> triangulated, <c>l</c> lifted, <c>p</c> predicted; 0: not known.</summary>
    public byte[] Origin { get; } = new byte[Skeletons.PoseWidth / 3];

    /// <summary>The layout of <see cref="Points"/>. Null: there are none.</summary>
    public Skeleton? PointsLayout { get; private set; }

    /// <summary>x, y, z of each joint of <see cref="PointsLayout"/>, mm; NaN: not known. Empty: there are none.</summary>
    public Span<float> Points => PointsLayout is { } layout ? _points.AsSpan(0, 3 * layout.Count) : [];

    /// <summary>Begins the person anew: nothing is known of it.</summary>
    /// <param name="id">The id.</param>
    public void Clear(long id)
    {
        (Id, PointsLayout) = (id, null);
        Joints.AsSpan().Fill(float.NaN);
        Sigma.AsSpan().Fill(float.NaN);
        Origin.AsSpan().Clear();
    }

    /// <summary>Gives the person points of another layout.</summary>
    /// <param name="layout">The layout.</param>
    /// <returns><see cref="Points"/>, all NaN.</returns>
    public Span<float> BeginPoints(Skeleton layout)
    {
        PointsLayout = layout;
        if (_points.Length < 3 * layout.Count)
            _points = new float[3 * layout.Count];
        Points.Fill(float.NaN);
        return Points;
    }
}
