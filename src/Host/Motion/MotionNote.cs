namespace StreamLift.Host.Motion;

/// <summary>Notes on data that was read, as lines for the user. Some of them are warnings, and say so.</summary>
internal static class MotionNote
{
    private const string Warning = "warning: ";

    /// <summary>The line of a note.</summary>
    public static string Line(string note) => note.StartsWith(Warning, StringComparison.Ordinal) ? note : $"note: {note}";
}
