using StreamLift.Files;

namespace StreamLift.Host.Record;

/// <summary>What has come of one rig or stream.</summary>
/// <param name="space">Which axes its positions are in: a rig's world or a camera's.</param>
/// <param name="name">Its name.</param>
internal sealed class FilteredSource(MotionSpace space, string name)
{
    private readonly Dictionary<long, long> _people = [];

    /// <summary>Its name with its kind: rig hall, stream hall/cam-1.</summary>
    public string Title { get; } = $"{(space == MotionSpace.World ? "rig" : "stream")} {Poses.OneLine.Of(name)}";

    /// <summary>Instants that are recorded, from the first with a person on.</summary>
    public long Instants { get; private set; }

    /// <summary>Instants before the first person.</summary>
    public long Empty { get; private set; }

    /// <summary>Instants that came after a later one: written twice, or out of order.</summary>
    public long Late { get; private set; }

    /// <summary>The frames of each person, by id.</summary>
    public IReadOnlyDictionary<long, long> People => _people;

    /// <summary>The first recorded instant, Unix ms.</summary>
    public double FirstMs { get; private set; } = double.NaN;

    /// <summary>The last recorded instant, Unix ms.</summary>
    public double LastMs { get; private set; } = double.NaN;

    /// <summary>Whether it has the length that is asked for.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The people who were there for less than a second.</summary>
    public IEnumerable<string> Brief()
    {
        var second = Instants <= 1 ? 1 : 1000 * (Instants - 1) / (LastMs - FirstMs);
        // of a recording that is itself no longer everybody would be named
        return LastMs - FirstMs < 1000
            ? []
            : _people
                .Where(person => person.Value < second)
                .OrderBy(person => person.Key)
                .Select(person => $"person {person.Key} ({Counted.Of(person.Value, "frame")})");
    }

    /// <summary>Takes an instant.</summary>
    /// <returns>Whether it is recorded. A recording begins with the first person.</returns>
    public bool Passes(MotionInstant instant, TimeSpan? length)
    {
        if (instant.TimestampMs <= LastMs)
        {
            Late++;
            return false;
        }

        if (Instants == 0 && instant.PersonCount == 0)
        {
            Empty++;
            return false;
        }

        if (length is { } limit && instant.TimestampMs >= FirstMs + limit.TotalMilliseconds)
        {
            IsComplete = true;
            return false;
        }

        if (Instants++ == 0)
            FirstMs = instant.TimestampMs;
        LastMs = instant.TimestampMs;
        for (var i = 0; i < instant.PersonCount; i++)
            _people[instant[i].Id] = _people.GetValueOrDefault(instant[i].Id) + 1;
        return true;
    }
}
