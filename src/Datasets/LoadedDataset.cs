namespace StreamLift.Datasets;

/// <summary>Recorded motion in memory: one <see cref="Sequence"/> for each take and camera, by subject, action and camera.</summary>
/// <param name="Description">One line: what was read from where.</param>
/// <param name="Sequences">Never empty.</param>
/// <param name="Notes">One line for each sequence that was trimmed or left out, with the reason. Show them: nothing is left out silently.</param>
public sealed record LoadedDataset(string Description, IReadOnlyList<Sequence> Sequences, IReadOnlyList<string> Notes);
