using StreamLift.Poses;
using StreamLift.Poses.Scoring.People;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.People;

/// <summary>Scores the records of a topic of people against the truth. One thread.</summary>
internal sealed class PeopleEvaluation(IPeopleTruth truth)
{
    private readonly PeopleScore _score = new();
    private readonly SortedDictionary<string, RigTimeline> _rigs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _foreign = new(StringComparer.Ordinal);

    /// <summary>Instants of the truth for which there is no record.</summary>
    public long MissingInstants { get; private set; }

    /// <summary>Lines that a user should know.</summary>
    public IReadOnlyList<string> Notes => [.. NotesOf()];

    /// <summary>Adds a record.</summary>
    public void Add(PeopleFrame frame)
    {
        var rig = frame.RigName;
        if (truth.Place(frame) is not { } place)
        {
            _foreign[rig] = _foreign.GetValueOrDefault(rig) + 1;
            return;
        }
        if (!_rigs.TryGetValue(rig, out var timeline))
            _rigs[rig] = timeline = new RigTimeline();
        if (!timeline.Add(frame.Sequence, place))
            return;
        if (truth.At(rig, place) is { } people)
            _score.Add(rig, people, Found(frame));
        else
            timeline.Outside++;
    }

    /// <summary>The scores, after the last record.</summary>
    /// <exception cref="ConfigurationException">The truth is not that of the records.</exception>
    public PeopleScores Finish()
    {
        if (truth.Rigs.Count == 0 && _rigs.Count > 1)
            throw new ConfigurationException(
                $"the topic has {_rigs.Count} rigs ({string.Join(", ", _rigs.Keys)}), and the truth is one rig's; name it with --rig-name NAME"
            );
        if (_score.Instants == 0 && _rigs.FirstOrDefault() is { Value: { } elsewhere } first)
            throw new ConfigurationException(truth.Elsewhere(first.Key, elsewhere.First, elsewhere.Last));
        foreach (var (rig, timeline) in _rigs)
        foreach (var place in timeline.Missing(truth.Range(rig), truth.Second(rig)))
            AddMissing(rig, place);
        foreach (var rig in truth.Rigs.Where(rig => !_rigs.ContainsKey(rig)))
            for (var place = truth.Range(rig).First; place <= truth.Range(rig).Last; place++)
                AddMissing(rig, place);
        return _score.Finish();
    }

    /// <summary>What to say where no record was scored.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="rig">The one rig to score; null: all.</param>
    public string Nothing(string topic, string? rig) =>
        $"topic {topic} has no records"
        + (
            rig is not null ? $" of rig {rig}"
            : _foreign.Count > 0 ? " of a rig that the truth has; people who were put in one room need the truth that `produce --truth-out FILE` writes"
            : ""
        );

    private void AddMissing(string rig, double place)
    {
        if (truth.At(rig, place) is not { } people)
            return;
        _score.AddWithoutRecord(rig, people);
        MissingInstants++;
    }

    private IEnumerable<string> NotesOf()
    {
        foreach (var (rig, timeline) in _rigs)
        {
            if (timeline.Repeated > 0)
                yield return $"rig {rig}: {Counted.Of(timeline.Repeated, "record")} left out: an instant repeats or time goes back (sent twice, or "
                    + "a second run into the same topic)";
            if (timeline.Skipped > 0)
                yield return $"rig {rig}: {Counted.Of(timeline.Skipped, "number")} of the sequence without a record on the topic";
            if (timeline.Outside > 0)
                yield return $"rig {rig}: {Counted.Of(timeline.Outside, "record")} before the truth begins or after it ends";
        }
        foreach (var (rig, records) in _foreign)
            yield return $"rig {rig}: {Counted.Of(records, "record")} of a rig that the truth does not have";
    }

    private static List<FoundPerson> Found(PeopleFrame frame)
    {
        var people = new List<FoundPerson>(frame.PersonCount);
        for (var i = 0; i < frame.PersonCount; i++)
            people.Add(
                new FoundPerson(
                    frame.Id(i),
                    frame.Joints(i).ToArray(),
                    frame.Sigma(i).ToArray(),
                    frame.Source(i).ToArray(),
                    frame.Smooth(i).IsEmpty ? null : frame.Smooth(i).ToArray()
                )
            );
        return people;
    }
}
