namespace StreamLift.Poses;

/// <summary>
/// What a user gave (options, files, data) can't be worked with. Carries every problem that was found, so that one run tells them all;
/// the process ends with exit code 2 and one line each.
/// </summary>
public sealed class ConfigurationException : Exception
{
    /// <param name="problems">One clear line each: the thing by name, what is wrong with it and, where there is one, the remedy.</param>
    public ConfigurationException(params IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>One line a problem, in the order in which they were found.</summary>
    public IReadOnlyList<string> Problems { get; }
}
