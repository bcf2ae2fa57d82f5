namespace StreamLift.Poses;

/// <summary>
/// The user's options, files or data are invalid. Lists all problems that were found, so that one run reports them together; the process
/// ends with exit code 2 and one line for each problem.
/// </summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>An exception with these problems.</summary>
    /// <param name="problems">One line each: the name of the item, its problem and, if there is one, the remedy.</param>
    public ConfigurationException(params IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>The problems, one line each, in the order in which they were found.</summary>
    public IReadOnlyList<string> Problems { get; }
}
