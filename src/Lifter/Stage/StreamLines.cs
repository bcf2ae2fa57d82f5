namespace StreamLift.Lifter.Stage;

/// <summary>Says what is to be known of streams: each stream once, and at most a hundred of them. The class is thread-safe.</summary>
/// <param name="further">The line when there are more streams.</param>
public sealed class StreamLines(string further)
{
    private const int MostNamed = 100;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _named = [];

    /// <summary>Takes the lines; null says nothing.</summary>
    public Action<string>? Say { get; set; }

    /// <summary>Says a line, unless it was said of these streams.</summary>
    /// <param name="streams">The stream or streams, as the line names them.</param>
    /// <param name="what">What is to be known of them.</param>
    public void Tell(string streams, string what)
    {
        lock (_lock)
        {
            if (Say is null || _named.Count > MostNamed || !_named.Add(streams))
                return;
            Say(_named.Count > MostNamed ? further : $"stream {streams} {what}");
        }
    }
}
