namespace StreamLift.Files;

/// <summary>A format of motion files.</summary>
/// <param name="Name">Its name for <c>--format</c>: <c>trc</c>.</param>
/// <param name="Description">What it is and who opens it, in a few words.</param>
/// <param name="IsPerPerson">Whether each person gets a file: <c>NAME_P1.trc</c>.</param>
/// <param name="Create">Opens a writer of the format.</param>
public sealed record MotionFormat(string Name, string Description, bool IsPerPerson, Func<string, RecordingInfo, IMotionWriter> Create)
{
    /// <summary>The ending of its files: <c>.trc</c>.</summary>
    public string Extension => $".{Name}";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
