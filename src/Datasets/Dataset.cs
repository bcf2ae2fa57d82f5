using StreamLift.Poses;

namespace StreamLift.Datasets;

/// <summary>Reads recorded motion from where a user has it.</summary>
public static class Dataset
{
    /// <summary>Tells the layout of the data by itself and reads it all into memory.</summary>
    /// <exception cref="ConfigurationException">There is nothing readable, more than one layout (each is listed), a damaged file, or an unknown
    /// subject.</exception>
    public static LoadedDataset Open(DatasetOptions options)
    {
        var recordings = RecordingsFinder.Open(options.Path);
        var detections = DetectionsFinder.Open(options.Detections, options.Path);
        var subjects = Choose(recordings, options.Subjects);
        var builder = new SequenceBuilder(recordings, detections);
        foreach (var subject in subjects)
            builder.Add(subject);
        return builder.Finish();
    }

    private static List<string> Choose(IRecordings recordings, IReadOnlyList<string>? wanted)
    {
        var there = recordings.Subjects.OrderBy(s => s, NaturalOrder.Instance).ToList();
        if (wanted is null)
            return there;
        var problems = wanted
            .Where(w => !there.Contains(w, StringComparer.OrdinalIgnoreCase))
            .Select(w => $"subject {w} is not in {recordings.Description}: it has {string.Join(", ", there)}")
            .ToList();
        return problems.Count == 0 ? there.FindAll(s => wanted.Contains(s, StringComparer.OrdinalIgnoreCase)) : throw new ConfigurationException(problems);
    }
}

/// <summary>Recorded motion in memory: one <see cref="Sequence"/> for each take and camera, by subject, action and camera.</summary>
/// <param name="Description">One line: what was read from where.</param>
/// <param name="Sequences">Never empty.</param>
/// <param name="Notes">One line for each sequence that was trimmed or left out, with the reason. Show them: nothing is left out silently.</param>
public sealed record LoadedDataset(string Description, IReadOnlyList<Sequence> Sequences, IReadOnlyList<string> Notes);
