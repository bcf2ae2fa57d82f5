using StreamLift.Files;

namespace StreamLift.Host.Record;

/// <summary>Chooses the instants that are recorded, and counts those that are not. One thread.</summary>
/// <param name="options">What is recorded.</param>
internal sealed class InstantFilter(RecordOptions options)
{
    private readonly Dictionary<(MotionSpace Space, string Name), FilteredSource> _sources = [];
    private readonly HashSet<long> _people = [.. options.People];
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    /// <summary>The rigs and streams that are recorded.</summary>
    public IReadOnlyCollection<FilteredSource> Sources => _sources.Values;

    /// <summary>The names of the rigs and streams that are left out, at most a hundred.</summary>
    public IReadOnlyCollection<string> Others => _others;

    /// <summary>Whether every source in which somebody came has its length, and there is one. In the others nobody may ever come.</summary>
    public bool IsComplete =>
        options.Length is not null
        && _sources.Values.Any(source => source.IsComplete)
        && _sources.Values.All(source => source.IsComplete || source.Instants == 0);

    /// <summary>Whether the rig or stream of an instant is one that was asked for.</summary>
    public bool Wants(MotionInstant instant)
    {
        var isWanted =
            instant.Space == MotionSpace.World
                ? options.Streams.Count == 0 && (options.RigName is null || options.RigName == instant.Source)
                : options.RigName is null && (options.Streams.Count == 0 || options.Streams.Contains(instant.Source));
        if (!isWanted && _others.Count < 100)
            _others.Add(instant.Source);
        return isWanted;
    }

    /// <summary>Takes an instant of a rig or stream that is wanted, and leaves out the people who are not.</summary>
    /// <returns>Whether it is recorded.</returns>
    public bool Passes(MotionInstant instant)
    {
        if (!_sources.TryGetValue((instant.Space, instant.Source), out var source))
            _sources.Add((instant.Space, instant.Source), source = new FilteredSource(instant.Space, instant.Source));
        if (_people.Count > 0)
            instant.Keep(_people);
        return source.Passes(instant, options.Length);
    }
}
