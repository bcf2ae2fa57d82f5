namespace StreamLift.Training.Commands;

/// <summary>Parses the value of <c>--subjects</c> and <c>--hold-out</c>: names separated by commas, such as <c>S9,S11</c>.</summary>
internal static class SubjectList
{
    /// <summary>The names. Null: the option is not given.</summary>
    public static IReadOnlyList<string>? Split(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
