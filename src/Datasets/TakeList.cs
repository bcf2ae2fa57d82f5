using StreamLift.Datasets.Rigs;
using StreamLift.Poses;

namespace StreamLift.Datasets;

/// <summary>The takes of recorded motion alone, without cameras and keypoints.</summary>
internal static class TakeList
{
    /// <summary>Reads takes.</summary>
    /// <param name="path">As <see cref="DatasetOptions.Path"/>.</param>
    /// <param name="subjects">The subjects. Null: all.</param>
    /// <param name="rig">What the user says about motion files.</param>
    /// <returns>The takes, by subject and action, and what the user should know.</returns>
    /// <exception cref="ConfigurationException">There is nothing to read, or an unknown subject.</exception>
    public static (IReadOnlyList<Take> Takes, IReadOnlyList<string> Notes) Of(string path, IReadOnlyList<string>? subjects, RigOptions rig)
    {
        var recordings = Dataset.OpenRecordings(path, rig);
        var unit = new UnitCheck(recordings.Unit, rig.Unit);
        var takes = new List<Take>();
        foreach (var subject in Dataset.Choose(recordings, subjects))
        foreach (var take in recordings.TakesOf(subject).Where(take => take.Frames > 0).OrderBy(take => take.Action, NaturalOrder.Instance))
        {
            unit.Apply(take);
            takes.Add(take);
        }
        return takes.Count > 0
            ? (takes, [.. recordings.Notes, .. unit.Notes])
            : throw new ConfigurationException([$"{recordings.Description} contains no usable take", .. recordings.Notes]);
    }
}
