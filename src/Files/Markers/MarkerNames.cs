using System.Collections.Immutable;
using System.Numerics;
using StreamLift.Files.Grid;
using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Markers;

/// <summary>
/// The markers of a person: the 17 joints by the names of Pose2Sim's OpenSim marker sets, then the points that h36m17 lacks (feet, face, hands), named as by
/// their layout. Halpe26's are those of <c>Markers_Halpe26.xml</c>. Spine and HeadCentre are in no set; OpenSim passes over them.
/// </summary>
internal sealed class MarkerNames
{
    private readonly int[] _points; // the joints of the layout that are markers too

    /// <param name="layout">The layout of the points. Null: the 17 joints only.</param>
    public MarkerNames(Skeleton? layout)
    {
        Layout = layout;
        _points = layout is null ? [] : [.. Extra(layout)];
        Names = [.. Joints, .. _points.Select(point => layout!.Joints[point])];
    }

    /// <summary>The names of the 17 joints, in the order of h36m17.</summary>
    public static ImmutableArray<string> Joints { get; } =
    [
        "Hip",
        "RHip",
        "RKnee",
        "RAnkle",
        "LHip",
        "LKnee",
        "LAnkle",
        "Spine",
        "Neck",
        "HeadCentre",
        "Head",
        "LShoulder",
        "LElbow",
        "LWrist",
        "RShoulder",
        "RElbow",
        "RWrist",
    ];

    public Skeleton? Layout { get; }

    /// <summary>The names of all markers.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The markers of a person.</summary>
    /// <param name="sample">The person.</param>
    /// <param name="axes">Turns y up.</param>
    /// <param name="markers">Receives them, mm; NaN: not known.</param>
    public void Fill(TrackSample sample, YUp axes, Span<Vector3> markers)
    {
        for (var joint = 0; joint < Joints.Length; joint++)
            markers[joint] = Known(sample.Joints, joint, axes);
        for (var i = 0; i < _points.Length; i++)
            markers[Joints.Length + i] = sample.Layout == Layout ? Known(sample.Points, _points[i], axes) : new Vector3(float.NaN);
    }

    /// <summary>The joints of a layout that are none of h36m17's points of the body, and have names of their own.</summary>
    public static IEnumerable<int> Extra(Skeleton layout) =>
        Enumerable
            .Range(0, layout.Count)
            .Where(joint =>
                (layout.Anatomy.Landmarks[joint] == Landmark.None || !Skeletons.H36m17.Anatomy.Landmarks.Contains(layout.Anatomy.Landmarks[joint]))
                && !Joints.Contains(layout.Joints[joint])
            );

    private static Vector3 Known(float[] numbers, int place, YUp axes)
    {
        var p = new Vector3(numbers.AsSpan(3 * place, 3));
        return float.IsFinite(p.X + p.Y + p.Z) ? axes.Turn(p) : new Vector3(float.NaN);
    }
}
