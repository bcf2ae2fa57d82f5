using StreamLift.Rigs;

namespace StreamLift.Files;

/// <summary>A recording that was opened. Its instants are read while they are asked for.</summary>
/// <param name="Name">Its name, for files of its own: <c>S9_Walking 1</c>.</param>
/// <param name="Format">What was read: "TRC", "records".</param>
/// <param name="Up">The axis of the world that is up.</param>
/// <param name="Rate">Frames per second. Null: the times of the instants tell.</param>
/// <param name="Instants">
/// The instants, in the order of their times; the same object again and again. Throws a <see cref="Poses.ConfigurationException"/> if the file is damaged.
/// </param>
public sealed record MotionRecording(string Name, string Format, WorldUp Up, double? Rate, IEnumerable<MotionInstant> Instants)
{
    /// <summary>What the user should know, one line each. More may come until the last instant has been read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
