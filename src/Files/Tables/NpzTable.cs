using System.IO.Compression;
using System.Text;
using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Tables;

/// <summary>
/// The table as an npz file, without pickles: <c>timestamp_ms</c> (N), <c>source</c> (N, place in <c>sources</c>), <c>frame</c> (N), <c>person</c> (N),
/// <c>camera_space</c> (N), <c>positions</c> (N, 17, 3), and where known <c>sigma</c> (N, 17), <c>origin</c> (N, 17, letters as numbers), <c>points</c>
/// (N, K, 3) with <c>point_names</c>; <c>joints</c>, <c>parents</c> of h36m17; <c>meta</c>: JSON.
/// </summary>
internal static class NpzTable
{
    public static void Write(Stream stream, IReadOnlyList<MotionRow> rows, TableColumns columns, RecordingInfo info)
    {
        var sources = rows.Select(row => row.Source).Distinct().ToList();
        var places = sources.Index().ToDictionary(source => source.Item, source => (long)source.Index);
        var n = rows.Count;
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        NpyWriter.Write(archive, "timestamp_ms", "<f8", [n], rows.Select(row => (double[])[row.Ms]));
        NpyWriter.Write(archive, "source", "<i8", [n], rows.Select(row => (long[])[places[row.Source]]));
        NpyWriter.Write(archive, "frame", "<i8", [n], rows.Select(row => (long[])[row.Frame]));
        NpyWriter.Write(archive, "person", "<i8", [n], rows.Select(row => (long[])[row.Person]));
        NpyWriter.Write(archive, "camera_space", "|b1", [n], rows.Select(row => (byte[])[row.Space == MotionSpace.Camera ? (byte)1 : (byte)0]));
        NpyWriter.Write(archive, "positions", "<f4", [n, Skeletons.H36m17.Count, 3], rows.Select(row => row.Joints));
        if (columns.Sigma)
            NpyWriter.Write(archive, "sigma", "<f4", [n, Skeletons.H36m17.Count], rows.Select(row => row.Sigma));
        if (columns.Origin)
            NpyWriter.Write(archive, "origin", "|u1", [n, Skeletons.H36m17.Count], rows.Select(row => row.Origin));
        if (columns.Layout is { } layout)
        {
            var none = new float[3 * layout.Count];
            Array.Fill(none, float.NaN);
            NpyWriter.Write(archive, "points", "<f4", [n, layout.Count, 3], rows.Select(row => row.Layout == layout ? row.Points : none));
            NpyWriter.WriteTexts(archive, "point_names", layout.Joints);
        }
        NpyWriter.WriteTexts(archive, "sources", sources);
        NpyWriter.WriteTexts(archive, "joints", Skeletons.H36m17.Joints);
        NpyWriter.Write(archive, "parents", "<i4", [Skeletons.H36m17.Count], [Skeletons.H36m17.Parents.ToArray()]);
        var meta = Encoding.UTF8.GetBytes(TableFacts.Text(info, columns, sources));
        NpyWriter.Write(archive, "meta", "|u1", [meta.Length], [meta]);
    }
}
