using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>The anatomy of a layout: the landmark of each joint, and the joints from which each landmark is computed.</summary>
internal sealed class Anatomy
{
    private readonly Dictionary<Landmark, ImmutableArray<JointWeight>> _sources;

    /// <summary>A layout whose joints are landmarks, or <see cref="Landmark.None"/>.</summary>
    public Anatomy(ImmutableArray<Landmark> landmarks)
        : this(
            landmarks,
            landmarks
                .Select((landmark, joint) => (landmark, joint))
                .Where(pair => pair.landmark != Landmark.None)
                .ToDictionary(pair => pair.landmark, pair => ImmutableArray.Create(new JointWeight(pair.joint, 1)))
        ) { }

    /// <summary>A layout that defines its landmarks as means of its joints.</summary>
    public Anatomy(ImmutableArray<Landmark> landmarks, Dictionary<Landmark, ImmutableArray<JointWeight>> sources)
    {
        Landmarks = landmarks;
        _sources = sources;
    }

    /// <summary>The landmark of each joint; <see cref="Landmark.None"/> for a joint that is no landmark.</summary>
    public ImmutableArray<Landmark> Landmarks { get; }

    /// <summary>The joints whose weighted mean (weights sum to 1) is the landmark; empty when the layout lacks it.</summary>
    public ImmutableArray<JointWeight> Find(Landmark landmark)
    {
        if (landmark == Landmark.None)
            return [];
        if (_sources.TryGetValue(landmark, out var own))
            return own;
        if (DerivedLandmarks.Condition(landmark) is not Landmark.None and var other && Find(other).IsEmpty)
            return [];
        var found = new SortedDictionary<int, double>();
        foreach (var (part, share) in DerivedLandmarks.Of(landmark))
        {
            var sources = Find(part);
            if (sources.IsEmpty)
                return [];
            foreach (var (joint, weight) in sources)
                found[joint] = found.GetValueOrDefault(joint) + (weight * share);
        }
        return [.. found.Select(pair => new JointWeight(pair.Key, pair.Value))];
    }
}
