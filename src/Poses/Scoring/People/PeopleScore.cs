namespace StreamLift.Poses.Scoring.People;

/// <summary>Scores the people of rigs against the truth, instant by instant. Not thread-safe.</summary>
internal sealed class PeopleScore
{
    private const string Sources = "tlp";

    private readonly Dictionary<string, RigScore> _rigs = new(StringComparer.Ordinal);
    private readonly ErrorSums _raw = new();
    private readonly ErrorSums _smooth = new();
    private readonly SourceSums[] _sources = [new(), new(), new()];
    private long _parts;
    private long _rightParts;

    /// <summary>The number of instants.</summary>
    public int Instants { get; private set; }

    /// <summary>The number of people who are there and were not found, over all instants.</summary>
    public long Missing { get; private set; }

    /// <summary>The number of people who were found and are not there.</summary>
    public long Ghosts { get; private set; }

    /// <summary>Adds the next instant of a rig.</summary>
    public void Add(string rig, IReadOnlyList<TruePerson> truth, IReadOnlyList<FoundPerson> found)
    {
        var of = Of(rig);
        var distances = new double[truth.Count, found.Count];
        for (var person = 0; person < truth.Count; person++)
        for (var track = 0; track < found.Count; track++)
            distances[person, track] = PoseError.Mpjpe(found[track].Joints, truth[person].Joints);
        of.Identities.Add(truth, found, distances);
        var matches = of.Matching.Match(truth, found, distances);
        var steps = new Dictionary<long, (FoundPerson, TruePerson)>();
        for (var person = 0; person < truth.Count; person++)
        {
            _parts += BodyParts.Count;
            if (matches[person] < 0)
                continue;
            var (track, real) = (found[matches[person]], truth[person]);
            AddMatch(track, real);
            if (of.Before.TryGetValue(real.Id, out var before) && before.Found.Id == track.Id)
                AddStep(before, track, real);
            steps[real.Id] = (track, real);
        }
        of.Before = steps;
        var matched = matches.Count(match => match >= 0);
        (Instants, Missing, Ghosts) = (Instants + 1, Missing + truth.Count - matched, Ghosts + found.Count - matched);
    }

    /// <summary>Adds people who are there at an instant for which there is no record.</summary>
    public void AddWithoutRecord(string rig, IReadOnlyList<TruePerson> truth)
    {
        Of(rig).Identities.Add(truth, [], new double[truth.Count, 0]);
        _parts += (long)truth.Count * BodyParts.Count;
        Missing += truth.Count;
    }

    /// <summary>The scores so far.</summary>
    public PeopleScores Finish()
    {
        long right = 0,
            all = 0;
        foreach (var rig in _rigs.Values)
            (right, all) = (right + rig.Identities.Right(), all + rig.Identities.True + rig.Identities.Found);
        var joints = _sources.Sum(source => source.Joints);
        return new PeopleScores
        {
            Absolute = _raw.Absolute,
            Relative = _raw.Relative,
            Step = _raw.Step,
            Smooth = _smooth.Count > 0 ? (_smooth.Absolute, _smooth.Relative, _smooth.Step) : null,
            Pcp = _parts > 0 ? _rightParts / (double)_parts : double.NaN,
            Idf1 = all > 0 ? 2 * right / (double)all : double.NaN,
            IdSwitches = _rigs.Values.Sum(rig => rig.Matching.Switches),
            Missing = Missing,
            Ghosts = Ghosts,
            Frames = Instants,
            SigmaWithin1 = joints > 0 ? _sources.Sum(source => source.Within) / (3.0 * joints) : double.NaN,
            Sources =
            [
                .. _sources
                    .Select((sums, i) => new SourceScore(Sources[i], joints > 0 ? sums.Joints / (double)joints : double.NaN, sums.Error, sums.WithinShare))
                    .Where((_, i) => _sources[i].Joints > 0),
            ],
        };
    }

    private void AddMatch(FoundPerson found, TruePerson truth)
    {
        _raw.Add(found.Joints, truth.Joints);
        if (found.Smooth is { } smooth)
            _smooth.Add(smooth, truth.Joints);
        _rightParts += BodyParts.Right(found.Joints, truth.Joints);
        for (var joint = 0; joint < found.Sigma.Length; joint++)
            _sources[Math.Max(0, Sources.IndexOf((char)found.Source[joint], StringComparison.Ordinal))].Add(found, truth, joint);
    }

    private void AddStep((FoundPerson Found, TruePerson Truth) before, FoundPerson found, TruePerson truth)
    {
        _raw.AddStep(before.Found.Joints, found.Joints, before.Truth.Joints, truth.Joints);
        if (before.Found.Smooth is { } smoothBefore && found.Smooth is { } smooth)
            _smooth.AddStep(smoothBefore, smooth, before.Truth.Joints, truth.Joints);
    }

    private RigScore Of(string rig) => _rigs.TryGetValue(rig, out var score) ? score : _rigs[rig] = new RigScore();

    private sealed class RigScore
    {
        public PeopleMatching Matching { get; } = new();

        public IdentityScore Identities { get; } = new();

        /// <summary>The matches of the instant before, by true id.</summary>
        public Dictionary<long, (FoundPerson Found, TruePerson Truth)> Before { get; set; } = [];
    }
}
