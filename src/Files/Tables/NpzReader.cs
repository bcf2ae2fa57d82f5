using System.Text;
using StreamLift.Datasets.Numpy;
using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Tables;

/// <summary>Reads a table of <see cref="NpzTable"/>.</summary>
internal static class NpzReader
{
    private const string Meta = "meta";

    /// <summary>Whether an npz file is such a table, and not a data set of another layout.</summary>
    /// <exception cref="Poses.ConfigurationException">The file is damaged.</exception>
    public static bool Is(string path) => NpzFile.Names(path) is var names && names.Contains(Meta) && names.Contains("positions");

    /// <summary>The rows, and what holds for all.</summary>
    /// <exception cref="InvalidDataException">Arrays are missing or do not fit each other.</exception>
    /// <exception cref="Poses.ConfigurationException">The file is damaged.</exception>
    public static (TableFacts Facts, IEnumerable<MotionRow> Rows) Read(string path)
    {
        var meta = Doubles(path, Meta, [null]);
        var (facts, points, sources) = TableFacts.Read(Encoding.UTF8.GetString([.. meta.Select(letter => (byte)letter)]));
        var times = Doubles(path, "timestamp_ms", [null]);
        int? n = times.Length;
        var layout = points is not null && SkeletonCatalogue.BuiltIn.TryGet(points, out var known) ? known : null;
        var table = new Arrays(
            times,
            Doubles(path, "source", [n]),
            Doubles(path, "frame", [n]),
            Doubles(path, "person", [n]),
            Doubles(path, "camera_space", [n]),
            Array(path, "positions", [n, Skeletons.H36m17.Count, 3])!.TakeFloats(),
            Array(path, "sigma", [n, Skeletons.H36m17.Count], isNeeded: false)?.TakeFloats(),
            Array(path, "origin", [n, Skeletons.H36m17.Count], isNeeded: false)?.TakeFloats(),
            layout is null ? null : Array(path, "points", [n, layout.Count, 3], isNeeded: false)?.TakeFloats()
        );
        return (facts, Rows(table, layout, sources));
    }

    private static IEnumerable<MotionRow> Rows(Arrays table, Skeleton? layout, IReadOnlyList<string> sources)
    {
        for (var i = 0; i < table.Times.Length; i++)
        {
            if (!(table.Source[i] >= 0 && table.Source[i] < sources.Count))
                throw new InvalidDataException($"row {i:N0} names a source that is none of its {sources.Count:N0}");
            if (!double.IsFinite(table.Times[i]))
                throw new InvalidDataException($"row {i:N0} has no time");
            var points = layout is not null && table.Points is not null ? table.Points.AsSpan(3 * layout.Count * i, 3 * layout.Count).ToArray() : [];
            var hasPoints = System.Array.Exists(points, float.IsFinite);
            var row = new MotionRow { Layout = hasPoints ? layout : null, Points = hasPoints ? points : [] };
            (row.Ms, row.Source, row.Frame, row.Person) = (table.Times[i], sources[(int)table.Source[i]], (long)table.Frame[i], (long)table.Person[i]);
            row.Space = table.CameraSpace[i] != 0 ? MotionSpace.Camera : MotionSpace.World;
            var joints = row.Sigma.Length;
            table.Positions.AsSpan(3 * joints * i, 3 * joints).CopyTo(row.Joints);
            table.Sigma?.AsSpan(joints * i, joints).CopyTo(row.Sigma);
            for (var joint = 0; joint < joints && table.Origin is not null; joint++)
                row.Origin[joint] = (byte)table.Origin[(joints * i) + joint];
            yield return row;
        }
    }

    private static double[] Doubles(string path, string name, int?[] shape) => Array(path, name, shape)!.TakeDoubles();

    private static NumpyArray? Array(string path, string name, int?[] shape, bool isNeeded = true)
    {
        var value = NpzFile.Read(path, name);
        if (value is null && !isNeeded)
            return null;
        if (value is not NumpyArray { Objects: null } array)
            throw new InvalidDataException($"it has no array {name}");
        var fits = array.Shape.Length == shape.Length && array.Shape.Zip(shape).All(length => length.Second is null || length.First == length.Second);
        return fits ? array : throw new InvalidDataException($"array {name} has the shape ({string.Join(", ", array.Shape)}), which does not fit the others");
    }

    private sealed record Arrays(
        double[] Times,
        double[] Source,
        double[] Frame,
        double[] Person,
        double[] CameraSpace,
        float[] Positions,
        float[]? Sigma,
        float[]? Origin,
        float[]? Points
    );
}
