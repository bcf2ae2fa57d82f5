using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// Estimates the joints of h36m17 that were not seen, where <see cref="LandmarkEstimates"/> has a way and the joints that it needs were seen. Only for the way
/// to h36m17, the network's input: in a conversion to another layout a joint that was not seen stays so. Immutable.
/// </summary>
internal sealed class JointEstimates
{
    // For each target joint the ways in the order of preference, each as source joints and weights.
    private readonly (int Joint, float Weight)[][][] _ways;

    /// <param name="map">The map.</param>
    /// <param name="sources">The sources of each target joint in the map; empty where it is missing.</param>
    public JointEstimates(JointMap map, ImmutableArray<JointWeight>[] sources) =>
        _ways = [
            .. sources.Select(
                (own, joint) => own.IsEmpty || map.To != Skeletons.H36m17 ? [] : Ways(map.To.Anatomy.Landmarks[joint], own, map.From.Anatomy).ToArray()
            ),
        ];

    /// <summary>
    /// Writes x, y and score of a target joint that was not seen: its estimate, with the lowest score of the joints that it is made of, or 0, 0, 0.
    /// </summary>
    public void Write(int joint, ReadOnlySpan<float> from, Span<float> target)
    {
        target.Clear();
        foreach (var way in _ways[joint])
        {
            float x = 0,
                y = 0,
                score = float.PositiveInfinity;
            foreach (var (source, weight) in way)
            {
                var keypoint = from.Slice(3 * source, 3);
                x += weight * keypoint[0];
                y += weight * keypoint[1];
                score = Math.Min(score, keypoint[2]);
            }
            if (score > 0)
            {
                (target[0], target[1], target[2]) = (x, y, score);
                return;
            }
        }
    }

    // A way that needs all the joints that the target itself is made of can never be of use: one of them was not seen.
    private static IEnumerable<(int Joint, float Weight)[]> Ways(Landmark target, ImmutableArray<JointWeight> own, Anatomy anatomy)
    {
        foreach (var parts in LandmarkEstimates.Of(target))
        {
            var weights = new SortedDictionary<int, double>();
            foreach (var (landmark, share) in parts)
            foreach (var (joint, weight) in anatomy.Find(landmark))
                weights[joint] = weights.GetValueOrDefault(joint) + (share * weight);
            if (parts.All(part => !anatomy.Find(part.Landmark).IsEmpty) && !own.All(source => weights.ContainsKey(source.Joint)))
                yield return [.. weights.Select(pair => (pair.Key, (float)pair.Value))];
        }
    }
}
