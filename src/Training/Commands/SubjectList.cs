namespace StreamLift.Training.Commands;

/// <summary>Parses the value of <c>--subjects</c> and <c>--hold-out</c>: names separated by commas, such as <c>S9,S11</c>.</summary>
internal static class SubjectList
{
    /// <summary>Splits the list. Spaces around names are ignored.</summary>
    /// <param name="list">The value. Null: the option is not given.</param>
    /// <returns>The names. Null: the option is not given.</returns>
    public static IReadOnlyList<string>? Split(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
