using System.IO.Compression;
using System.Text;

namespace StreamLift.Tests.Recordings;

/// <summary>Writes .npz files like NumPy's savez_compressed.</summary>
internal static class NpzBuilder
{
    /// <summary>Writes a file with pickles of one object each.</summary>
    public static string Write(string path, params (string Name, byte[] Pickle)[] parts)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, pickle) in parts)
        {
            using var stream = archive.CreateEntry(name + ".npy", CompressionLevel.Fastest).Open();
            stream.Write(Npy("|O", "()", pickle));
        }
        return path;
    }

    /// <summary>Writes a file of plain arrays, as float32.</summary>
    public static string Arrays(string path, params (string Name, int[] Shape, IEnumerable<float> Numbers)[] arrays)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, shape, numbers) in arrays)
        {
            using var stream = archive.CreateEntry(name + ".npy", CompressionLevel.Fastest).Open();
            stream.Write(Npy("<f4", $"({string.Concat(shape.Select(length => $"{length}, "))})", [.. numbers.SelectMany(BitConverter.GetBytes)]));
        }
        return path;
    }

    public static byte[] Npy(string type, string shape, byte[] data)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header, .. data];
    }

    /// <summary>Writes subject/action → frames of one pose: upright, in the middle of the room, with a small movement from frame to frame.</summary>
    public static string Positions(string path, params (string Subject, string Action, int Frames)[] takes) =>
        Positions(path, [.. takes.Select(t => (t.Subject, t.Action, Pose(t.Frames)))]);

    /// <summary>Writes subject/action → frames × joints × xyz, m.</summary>
    public static string Positions(string path, params (string Subject, string Action, float[,,] Metres)[] takes) =>
        Write(path, ("positions_3d", PickleBuilder.Of(Tree(takes.Select(t => (t.Subject, t.Action, (object?)t.Metres))))));

    /// <summary>Writes subject/action → frames of 17 joints for each camera (null: none).</summary>
    public static string Keypoints(string path, params (string Subject, string Action, int?[] Frames)[] takes) =>
        Write(
            path,
            (
                "positions_2d",
                PickleBuilder.Of(
                    Tree(takes.Select(t => (t.Subject, t.Action, (object?)t.Frames.Select(f => f is { } n ? (object?)new float[n, 17, 2] : null).ToArray())))
                )
            ),
            ("metadata", PickleBuilder.Of(new Dictionary<string, object?> { ["layout_name"] = "h36m", ["num_joints"] = 17 }))
        );

    public static float[,,] Pose(int frames)
    {
        var pose = new float[frames, 32, 3];
        for (var f = 0; f < frames; f++)
        for (var j = 0; j < 32; j++)
            (pose[f, j, 0], pose[f, j, 1], pose[f, j, 2]) = (0.02f * (j % 5), 0.001f * f, LegHeight(j) ?? 0.05f * j);
        return pose;
    }

    // Human3.6M's hips, knees and ankles are the recorded joints 1 to 3 and 6 to 8.
    private static float? LegHeight(int joint) =>
        (joint % 5) switch
        {
            1 when joint < 10 => 0.9f,
            2 when joint < 10 => 0.5f,
            3 when joint < 10 => 0.1f,
            _ => null,
        };

    private static Dictionary<string, object?> Tree(IEnumerable<(string Subject, string Action, object? Value)> takes) =>
        takes.GroupBy(t => t.Subject).ToDictionary(s => s.Key, s => (object?)s.ToDictionary(t => t.Action, t => t.Value));
}
