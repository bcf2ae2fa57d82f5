using StreamLift.Files.Records;

namespace StreamLift.Files;

/// <summary>
/// The people of a rig at an instant, or those of a frame of a camera. Reuse one for instant after instant: its people are kept. Not thread-safe.
/// </summary>
public sealed class MotionInstant
{
    private readonly List<MotionPerson> _people = [];

    /// <summary>The name of the rig or of the camera's stream.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Which axes the positions are in.</summary>
    public MotionSpace Space { get; private set; }

    /// <summary>The number of the instant within its rig, or of the frame within its stream.</summary>
    public long Frame { get; private set; }

    /// <summary>The time, Unix ms; may have a fraction. From a file that knows no date: from its start.</summary>
    public double TimestampMs { get; private set; }

    /// <summary>The record as it was on the topic, as a line of JSON without its end. Empty: it does not come from a topic.</summary>
    public ReadOnlyMemory<byte> Json { get; set; }

    /// <summary>The number of people.</summary>
    public int PersonCount { get; private set; }

    /// <summary>A person.</summary>
    /// <param name="person">Its place, from 0.</param>
    public MotionPerson this[int person]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)person, (uint)PersonCount, nameof(person));
            return _people[person];
        }
    }

    /// <summary>Begins another instant without people.</summary>
    /// <param name="source">The name of the rig or of the camera's stream.</param>
    /// <param name="space">Which axes the positions are in.</param>
    /// <param name="frame">The number of the instant or frame.</param>
    /// <param name="timestampMs">The time, Unix ms.</param>
    public void Begin(string source, MotionSpace space, long frame, double timestampMs) =>
        (Source, Space, Frame, TimestampMs, Json, PersonCount) = (source, space, frame, timestampMs, default, 0);

    /// <summary>Adds a person of whom nothing is known yet.</summary>
    /// <param name="id">The id.</param>
    public MotionPerson Add(long id)
    {
        if (PersonCount == _people.Count)
            _people.Add(new MotionPerson());
        var person = _people[PersonCount++];
        person.Clear(id);
        return person;
    }

    /// <summary>Leaves out the people who are not wanted, in <see cref="Json"/> too.</summary>
    /// <param name="ids">The ids of those who stay.</param>
    public void Keep(IReadOnlySet<long> ids)
    {
        var before = PersonCount;
        for (var person = PersonCount - 1; person >= 0; person--)
            if (!ids.Contains(_people[person].Id))
            {
                // the instance goes behind those in use
                var left = _people[person];
                _people.RemoveAt(person);
                _people.Add(left);
                PersonCount--;
            }
        if (PersonCount < before && !Json.IsEmpty)
            Json = RecordJson.Keep(Json, ids);
    }
}
