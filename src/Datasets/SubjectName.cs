namespace StreamLift.Datasets;

/// <summary>Compares the names of subjects with those that a user gives.</summary>
public static class SubjectName
{
    /// <summary>Whether a subject is meant: by its name in any case, or by the beginning of its name and a star.</summary>
    /// <param name="subject"><c>cmu-14</c></param>
    /// <param name="wanted"><c>CMU-14</c> or <c>cmu-*</c></param>
    public static bool IsMatch(string subject, string wanted) =>
        wanted.EndsWith('*')
            ? subject.StartsWith(wanted[..^1], StringComparison.OrdinalIgnoreCase)
            : subject.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
