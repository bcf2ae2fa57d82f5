using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.People;

/// <summary>One person of the rig at one instant, in the world. Reused; not thread-safe.</summary>
public sealed class PersonPose
{
    private float[] _points = [];

    /// <summary>The track's id.</summary>
    public long Id { get; set; }

    /// <summary>x, y, z of each joint of h36m17, mm, in the world: 51 numbers.</summary>
    public float[] Joints { get; } = new float[3 * ViewFrame.BodyJoints];

    /// <summary>The expected error of each joint along each axis, mm: 17 numbers.</summary>
    public float[] Sigma { get; } = new float[ViewFrame.BodyJoints];

    /// <summary>Where each joint comes from: 17 of them.</summary>
    public JointSource[] Source { get; } = new JointSource[ViewFrame.BodyJoints];

    /// <summary>The cameras that saw the person: bit i is camera i of the rig.</summary>
    public ulong Views { get; set; }

    /// <summary>The median distance between projected and seen joints, over joints and views, px.</summary>
    public float Reprojection { get; set; }

    /// <summary>The smoothed joints, 51 numbers; only where <see cref="IsSmoothed"/>.</summary>
    public float[] Smooth { get; } = new float[3 * ViewFrame.BodyJoints];

    /// <summary>Whether <see cref="Smooth"/> is filled.</summary>
    public bool IsSmoothed { get; set; }

    /// <summary>The layout of <see cref="Points"/>; null for none.</summary>
    public Skeleton? PointsLayout { get; private set; }

    /// <summary>x, y, z of each joint of the input layout, mm, in the world; NaN for one that could not be triangulated. Empty without a layout.</summary>
    public Span<float> Points => _points.AsSpan(0, 3 * (PointsLayout?.Count ?? 0));

    /// <summary>Makes room for the joints of the input layout, or for none, and fills it with NaN.</summary>
    public void BeginPoints(Skeleton? layout)
    {
        PointsLayout = layout;
        if (layout is not null && _points.Length < 3 * layout.Count)
            _points = new float[3 * layout.Count];
        Points.Fill(float.NaN);
    }
}

/// <summary>Where a joint's position comes from.</summary>
public enum JointSource : byte
{
    /// <summary>No camera saw it: the body says where it is.</summary>
    Predicted = (byte)'p',

    /// <summary>One camera saw it: the ray and the lifted pose place it.</summary>
    Lifted = (byte)'l',

    /// <summary>Two cameras or more saw it.</summary>
    Triangulated = (byte)'t',
}
