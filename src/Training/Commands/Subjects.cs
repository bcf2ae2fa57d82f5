namespace StreamLift.Training.Commands;

/// <summary>"S9,S11".</summary>
internal static class Subjects
{
    public static IReadOnlyList<string>? Split(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
