namespace StreamLift.Lanes;

/// <summary>Which stage a process's lanes run, for metrics and traces: a process may run two, whose instruments have the same names.</summary>
/// <param name="value">A word: <c>lift</c>.</param>
public sealed class StageName(string value)
{
    /// <summary>The word.</summary>
    public string Value => value;

    /// <summary>The tag of a measurement.</summary>
    public KeyValuePair<string, object?> Tag { get; } = new("stage", value);
}
