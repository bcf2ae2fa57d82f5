using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>What a layout's joints are in the body: the landmark of each joint, and where each landmark is had from.</summary>
internal sealed class Anatomy
{
    private readonly Dictionary<Landmark, ImmutableArray<JointWeight>> _sources;

    /// <summary>A layout in which every joint is a landmark.</summary>
    public Anatomy(ImmutableArray<Landmark> landmarks)
        : this(
            landmarks,
            landmarks
                .Select((landmark, joint) => (landmark, joint))
                .ToDictionary(pair => pair.landmark, pair => ImmutableArray.Create(new JointWeight(pair.joint, 1)))
        ) { }

    /// <summary>A layout that says itself which means of its joints the landmarks are.</summary>
    public Anatomy(ImmutableArray<Landmark> landmarks, Dictionary<Landmark, ImmutableArray<JointWeight>> sources)
    {
        Landmarks = landmarks;
        _sources = sources;
    }

    /// <summary>By joint; <see cref="Landmark.None"/> where a user's joint is no landmark.</summary>
    public ImmutableArray<Landmark> Landmarks { get; }

    /// <summary>The joints whose weighted mean (weights sum to 1) the landmark is; empty if it can't be had from this layout.</summary>
    public ImmutableArray<JointWeight> Find(Landmark landmark)
    {
        if (landmark == Landmark.None)
            return [];
        if (_sources.TryGetValue(landmark, out var own))
            return own;
        var parts = DerivedLandmarks.Of(landmark);
        var found = new SortedDictionary<int, double>();
        foreach (var part in parts)
        {
            var sources = Find(part);
            if (sources.IsEmpty)
                return [];
            foreach (var (joint, weight) in sources)
                found[joint] = found.GetValueOrDefault(joint) + (weight / parts.Length);
        }
        return [.. found.Select(pair => new JointWeight(pair.Key, pair.Value))];
    }
}
