using System.Numerics;
using StreamLift.Datasets.Markers;
using StreamLift.Files.Grid;
using StreamLift.Files.Input;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Files.Markers;

/// <summary>Reads markers that have the 17 joints by name, as files of this program have, back into the joints and points that they were made of.</summary>
internal static class MarkerReader
{
    /// <summary>The recording. Null: the file has not all of these markers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format's name.</param>
    /// <param name="markers">Its markers.</param>
    /// <param name="rate">Frames per second.</param>
    public static MotionRecording? Read(string path, string format, RecordedMarkers markers, double rate)
    {
        int[] joints =
        [
            .. MarkerNames.Joints.Select(name => markers.Names.Index().Where(one => one.Item == name).Select(one => one.Index).DefaultIfEmpty(-1).First()),
        ];
        if (joints.Contains(-1))
            return null;
        var (layout, points) = PointsOf(markers.Names);
        var (axes, unit) = (new YUp(WorldUp.Z), (float)(markers.Unit?.Millimetres ?? 1));
        var (recording, id) = PersonName.Of(path);
        var instants = FrameInstants.Of(recording, id, markers.FirstFrame, markers.Frames, rate, (frame, person) =>
        {
            var row = markers.Positions.AsSpan(frame * markers.Names.Count, markers.Names.Count);
            for (var joint = 0; joint < joints.Length; joint++)
                axes.Back(unit * row[joints[joint]]).CopyTo(person.Joints, 3 * joint);
            if (layout is not null)
                Fill(person.BeginPoints(layout), points, row, axes, unit);
            return FrameInstants.IsThere(person);
        });
        return new MotionRecording(recording, format, WorldUp.Z, rate, instants) { Notes = markers.Note is { } note ? [note] : [] };
    }

    private static void Fill(Span<float> into, (int Joint, int Marker)[] points, ReadOnlySpan<Vector3> row, YUp axes, float unit)
    {
        foreach (var (joint, marker) in points)
            axes.Back(unit * row[marker]).CopyTo(into[(3 * joint)..]);
    }

    // the layout whose points are exactly the other markers; body25's have the same names as halpe26's
    private static (Skeleton? Layout, (int Joint, int Marker)[] Points) PointsOf(IReadOnlyList<string> names)
    {
        var others = names.Index().Where(marker => !MarkerNames.Joints.Contains(marker.Item)).ToDictionary(marker => marker.Item, marker => marker.Index);
        if (others.Count > 0)
            foreach (var layout in (IEnumerable<Skeleton>)[Skeletons.Halpe26, .. Skeletons.All])
            {
                int[] extra = [.. MarkerNames.Extra(layout)];
                if (extra.Length == others.Count && extra.All(joint => others.ContainsKey(layout.Joints[joint])))
                    return (layout, [.. extra.Select(joint => (joint, others[layout.Joints[joint]]))]);
            }
        return (null, []);
    }
}
