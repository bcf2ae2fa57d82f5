using StreamLift.Datasets;
using StreamLift.Datasets.Bvh;
using StreamLift.Datasets.Markers;
using StreamLift.Datasets.Rigs;
using StreamLift.Files.Bodies;
using StreamLift.Files.Gltf;
using StreamLift.Files.Input;
using StreamLift.Files.Markers;
using StreamLift.Files.Records;
using StreamLift.Files.Tables;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Files;

/// <summary>Opens motion files: those of <see cref="MotionFiles"/>, those of other tools, and recordings of data sets.</summary>
public static class MotionInput
{
    /// <summary>Opens a file, or a folder of recordings.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="options">What the user says of it.</param>
    /// <returns>The recordings: one of a file; each take of a data set. Never empty.</returns>
    /// <exception cref="ConfigurationException">It can't be read, or says too little: one line each.</exception>
    public static IReadOnlyList<MotionRecording> Open(string path, ReadOptions options)
    {
        if (!File.Exists(path) && !Directory.Exists(path) && !path.Contains('*', StringComparison.Ordinal))
            throw new ConfigurationException($"{path} does not exist");
        return Guarded.Read(path, () => OpenFile(path, options) is { } own ? [Used(path, own, options)] : Takes(path, options));
    }

    /// <summary>Several recordings as one, by their times: files of one person each, say.</summary>
    /// <param name="recordings">The recordings, one or more.</param>
    public static MotionRecording Merge(IReadOnlyList<MotionRecording> recordings)
    {
        var rates = recordings.Select(recording => recording.Rate).OfType<double>().Distinct().ToList();
        return recordings is [var only]
            ? only
            : recordings[0] with
            {
                Rate = rates.Count == 0 ? null : rates.Max(),
                Instants = Merged.Of([.. recordings.Select(recording => recording.Instants)]),
                Notes = [.. recordings.SelectMany(recording => recording.Notes).Distinct()],
            };
    }

    private static MotionRecording Used(string path, MotionRecording own, ReadOptions options) =>
        options.Subjects is null
            ? own with
            {
                Instants = Guarded.Each(path, own.Instants),
            }
            : throw new ConfigurationException($"--subjects: only for recordings of several subjects; {path} is one recording");

    private static MotionRecording? OpenFile(string path, ReadOptions options) =>
        !File.Exists(path)
            ? null
            : Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".ndjson" or ".jsonl" => Records(path, options),
                ".csv" => Csv(path, options),
                ".npz" when NpzReader.Is(path) => Npz(path, options),
                ".parquet" => Parquet(path, options),
                ".glb" or ".gltf" => GlbReader.Read(path, options),
                ".trc" => OfMarkers(path, "TRC", TrcFile.ReadMarkers(path), options),
                ".c3d" => OfMarkers(path, "C3D", C3dFile.ReadMarkers(path), options),
                ".bvh" => Bvh(path, options),
                _ => null,
            };

    private static MotionRecording Records(string path, ReadOptions options)
    {
        RequireNoRig(path, options);
        var reader = new NdjsonReader(path, options.Smooth);
        return new MotionRecording(Path.GetFileNameWithoutExtension(path), "records", options.Rig.Up ?? WorldUp.Z, options.Rate, reader.Instants())
        {
            Notes = reader.Notes,
        };
    }

    private static MotionRecording Csv(string path, ReadOptions options)
    {
        var reader = new CsvReader(path);
        return OfRows(path, "CSV", null, reader.Rows(), options) with { Notes = reader.Notes };
    }

    private static MotionRecording Npz(string path, ReadOptions options)
    {
        var (facts, rows) = NpzReader.Read(path);
        return OfRows(path, "NPZ", facts, rows, options);
    }

    private static MotionRecording Parquet(string path, ReadOptions options)
    {
        var (facts, rows) = ParquetTableReader.Read(path);
        return OfRows(path, "Parquet", facts, rows, options);
    }

    private static MotionRecording OfRows(string path, string format, TableFacts? facts, IEnumerable<MotionRow> rows, ReadOptions options)
    {
        RequireNoRig(path, options);
        return new MotionRecording(
            Path.GetFileNameWithoutExtension(path),
            format,
            options.Rig.Up ?? facts?.Up ?? WorldUp.Z,
            facts?.Rate ?? options.Rate,
            MotionRow.ToInstants(rows)
        );
    }

    // Joints that the user names, and other tools' markers and bones, are the readers' of data sets.
    private static MotionRecording OfMarkers(string path, string format, RecordedMarkers markers, ReadOptions options)
    {
        var rate = markers.Rate ?? options.Rate;
        return options.Rig == new RigOptions() && rate is { } known && MarkerReader.Read(path, format, markers, known) is { } own
            ? own
            : OfRig(path, format, options);
    }

    private static MotionRecording Bvh(string path, ReadOptions options)
    {
        var file = BvhFile.Read(path);
        var rate = file.Rate ?? options.Rate;
        return options.Rig == new RigOptions() && rate is { } known && BvhReader.Read(path, file, known) is { } own ? own : OfRig(path, "BVH", options);
    }

    private static MotionRecording OfRig(string path, string format, ReadOptions options)
    {
        var kind = Datasets.MotionFiles.MotionFormat.All.First(known => path.EndsWith(known.Extension, StringComparison.OrdinalIgnoreCase));
        var reading = kind.ReadFile(path, options.Rig, options.Rig.Joints is { } file ? new JointFile(file) : null);
        return RigRecording.Of(path, format, reading, reading.Rate ?? options.Rate ?? throw NoRate(path));
    }

    private static List<MotionRecording> Takes(string path, ReadOptions options)
    {
        var found = new List<MotionRecording>();
        var (takes, notes) = TakeList.Of(path, options.Subjects, options.Rig);
        foreach (var take in takes)
        {
            var rate = take.Rate ?? options.Rate ?? throw NoRate(path);
            found.Add(
                new MotionRecording($"{take.Subject}_{take.Action}", "take", WorldUp.Z, rate, RigRecording.Of(take.Name, 0, take.World, rate)) { Notes = notes }
            );
        }
        return found;
    }

    // the joints of records and tables are h36m17, in mm
    private static void RequireNoRig(string path, ReadOptions options)
    {
        if (options.Rig is { Joints: not null } or { Unit: not null })
            throw new ConfigurationException($"--joints, --unit: only for motion files such as BVH; the joints and unit of {path} are known");
    }

    private static ConfigurationException NoRate(string path) => new($"{path} has no frame rate: --rate HZ says it");
}
