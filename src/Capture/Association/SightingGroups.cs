using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Association;

/// <summary>
/// Groups sightings that are the same person, view against view: pairs by the distances of their rays and by what a body can be, the best first; two groups
/// become one where no view has two of it and every sighting stays near the joint's place. Reused; not thread-safe.
/// </summary>
/// <param name="rig">The cameras.</param>
internal sealed class SightingGroups(CaptureRig rig)
{
    /// <summary>The greatest mean error of a sighting in a group.</summary>
    private const double MostError = 3;

    private readonly PairScore _score = new(rig);
    private readonly CorePose _pose = new();
    private Pair[] _pairs = [];
    private int _pairCount;
    private int[] _groupOf = [];
    private int[] _members = [];
    private int[] _merged = [];
    private int[] _starts = new int[1];

    /// <summary>The number of groups; each has two sightings or more.</summary>
    public int Count { get; private set; }

    /// <summary>The sightings of a group, in the order of their views.</summary>
    public ReadOnlySpan<int> this[int group] => _members.AsSpan(_starts[group].._starts[group + 1]);

    /// <summary>Groups the sightings that are not taken.</summary>
    public void Find(Sightings sightings, ReadOnlySpan<bool> isTaken)
    {
        Reserve(sightings.Count);
        (Count, _pairCount) = (0, 0);
        for (var one = 0; one < sightings.Count; one++)
        {
            _groupOf[one] = one;
            for (var other = sightings.Start(sightings[one].View + 1); !isTaken[one] && other < sightings.Count; other++)
                if (!isTaken[other])
                    Rate(sightings, one, other);
        }
        _pairs.AsSpan(0, _pairCount).Sort();
        for (var pair = 0; pair < _pairCount; pair++)
            Merge(sightings, _groupOf[_pairs[pair].One], _groupOf[_pairs[pair].Other]);
        Collect(sightings.Count);
    }

    private void Rate(Sightings sightings, int one, int other)
    {
        var score = _score.Of(sightings, one, other);
        if (!(score <= MostError))
            return;
        if (_pairCount == _pairs.Length)
            Array.Resize(ref _pairs, Math.Max(64, 2 * _pairCount));
        _pairs[_pairCount++] = new Pair(score, one, other);
    }

    private void Merge(Sightings sightings, int one, int other)
    {
        if (one == other)
            return;
        var (count, views) = (0, 0UL);
        for (var sighting = 0; sighting < sightings.Count; sighting++)
        {
            if (_groupOf[sighting] != one && _groupOf[sighting] != other)
                continue;
            var view = 1UL << sightings[sighting].View;
            if ((views & view) != 0)
                return;
            views |= view;
            _merged[count++] = sighting;
        }
        var merged = _merged.AsSpan(0, count);
        if (count > 2 && !IsOnePerson(sightings, merged))
            return;
        foreach (var sighting in merged)
            _groupOf[sighting] = Math.Min(one, other);
    }

    private bool IsOnePerson(Sightings sightings, ReadOnlySpan<int> group)
    {
        _pose.Triangulate(sightings, group);
        foreach (var sighting in group)
            if (!(_pose.Error(sightings, sighting) <= MostError))
                return false;
        return true;
    }

    // A group has the index of its first sighting.
    private void Collect(int sightings)
    {
        var count = 0;
        for (var first = 0; first < sightings; first++)
        {
            if (_groupOf[first] != first)
                continue;
            var start = count;
            for (var sighting = first; sighting < sightings; sighting++)
                if (_groupOf[sighting] == first)
                    _members[count++] = sighting;
            if (count == start + 1)
                count = start;
            else
                _starts[++Count] = count;
        }
    }

    private void Reserve(int sightings)
    {
        if (_groupOf.Length >= sightings)
            return;
        (_groupOf, _members, _merged, _starts) = (new int[2 * sightings], new int[2 * sightings], new int[2 * sightings], new int[(2 * sightings) + 1]);
    }

    private readonly record struct Pair(double Score, int One, int Other) : IComparable<Pair>
    {
        public int CompareTo(Pair other) => (Score, One, Other).CompareTo((other.Score, other.One, other.Other));
    }
}
