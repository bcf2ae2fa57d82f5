using StreamLift.Datasets.Rigs;
using StreamLift.Poses;

namespace StreamLift.Datasets;

/// <summary>Reads recorded motion in any of the supported formats.</summary>
public static class Dataset
{
    /// <summary>Detects the format of the data and reads it into memory.</summary>
    /// <exception cref="ConfigurationException">
    /// There is no readable data, data in more than one format (all are listed), a damaged file, an unknown subject, or an option that
    /// does not fit the format.
    /// </exception>
    public static LoadedDataset Open(DatasetOptions options)
    {
        var recordings = OpenRecordings(options.Path, options.Rig);
        var detections = DetectionsFinder.Open(options.Detections, options.Path);
        var subjects = Choose(recordings, options.Subjects);
        if (options.Rig.AsHuman36m && detections is not ProjectedGroundTruth)
            throw new ConfigurationException(
                $"--skeleton h36m moves the true joints, and {detections.Description} have another skeleton's; use it with --detections gt"
            );
        var builder = new SequenceBuilder(recordings, detections, options);
        foreach (var subject in subjects)
            builder.Add(subject);
        return builder.Finish();
    }

    /// <summary>Whether a file or folder holds recorded motion in a supported format. Its files may still be damaged.</summary>
    /// <exception cref="ConfigurationException">The path is a damaged npz file.</exception>
    public static bool Holds(string path) => RecordingsFinder.Holds(path);

    /// <summary>Opens the motion alone.</summary>
    /// <exception cref="ConfigurationException">There is none, or an option does not fit its format.</exception>
    internal static IRecordings OpenRecordings(string path, RigOptions rig)
    {
        var recordings = RecordingsFinder.Open(path, rig);
        RequireUse(rig, recordings);
        return recordings;
    }

    // A format with a fixed unit has fixed joints and axes too.
    private static void RequireUse(RigOptions rig, IRecordings recordings)
    {
        (string Option, bool IsGiven)[] options = [("--joints", rig.Joints is not null), ("--up", rig.Up is not null)];
        if (recordings.Unit is not null && string.Join(", ", options.Where(one => one.IsGiven).Select(one => one.Option)) is { Length: > 0 } given)
            throw new ConfigurationException($"{given}: only for motion files such as BVH; the joints and axes of {recordings.Description} are fixed");
    }

    /// <summary>The subjects that are wanted; all for null.</summary>
    /// <exception cref="ConfigurationException">There is none of a name.</exception>
    internal static List<string> Choose(IRecordings recordings, IReadOnlyList<string>? wanted)
    {
        var there = recordings.Subjects.OrderBy(s => s, NaturalOrder.Instance).ToList();
        if (wanted is null)
            return there;
        var problems = wanted
            .Where(w => !there.Any(subject => SubjectName.IsMatch(subject, w)))
            .Select(w => $"subject {w} is not in {recordings.Description}; its subjects are {string.Join(", ", there)}")
            .ToList();
        return problems.Count == 0 ? there.FindAll(s => wanted.Any(w => SubjectName.IsMatch(s, w))) : throw new ConfigurationException(problems);
    }
}

/// <summary>Recorded motion in memory: one <see cref="Sequence"/> per take and camera, ordered by subject, action and camera.</summary>
/// <param name="Description">The source of the data in one line.</param>
/// <param name="Sequences">The sequences. Never empty.</param>
/// <param name="Notes">One line for each sequence that was shortened or left out, with the reason, and for what was guessed about the motion. Show them to the
/// user.</param>
public sealed record LoadedDataset(string Description, IReadOnlyList<Sequence> Sequences, IReadOnlyList<string> Notes);
