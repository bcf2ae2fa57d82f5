using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// Converts a person's keypoints from one layout to another: each target joint is a weighted mean of source joints (weights sum to 1), or missing when
/// the source layout does not have it. Immutable and thread-safe.
/// </summary>
public sealed class JointMap
{
    // The sources of target joint j are _joints and _weights from _starts[j] to _starts[j + 1]. Flat arrays, because Apply runs for every person.
    private readonly int[] _starts;
    private readonly int[] _joints;
    private readonly float[] _weights;
    private readonly JointEstimates _estimates;

    internal JointMap(Skeleton from, Skeleton to)
    {
        From = from;
        To = to;
        var sources = Enumerable.Range(0, to.Count).Select(Sources).ToArray();
        Missing = [.. sources.Select(source => source.IsEmpty)];
        _estimates = new JointEstimates(this, sources);
        _starts = [0, .. sources.Select((_, joint) => sources.Take(joint + 1).Sum(source => source.Length))];
        _joints = [.. sources.SelectMany(source => source).Select(source => source.Joint)];
        _weights = [.. sources.SelectMany(source => source).Select(source => (float)source.Weight)];
    }

    /// <summary>The layout of the input.</summary>
    public Skeleton From { get; }

    /// <summary>The layout of the output.</summary>
    public Skeleton To { get; }

    /// <summary>For each target joint whether the source layout lacks it; <see cref="Apply"/> then writes "not seen".</summary>
    public ImmutableArray<bool> Missing { get; }

    /// <summary>
    /// Maps one person. The score of a target joint is the lowest of its source joints. When one of them was not seen (score 0), or the target joint is
    /// missing, the result is x = y = score = 0; but a hip, the middle of the hips or the middle of the shoulders that was not seen is estimated for
    /// h36m17 from hips and shoulders that were. Allocates nothing. The spans must not overlap.
    /// </summary>
    /// <param name="from">x, y (px), score of each source joint: 3·<c>From.Count</c> numbers.</param>
    /// <param name="to">x, y, score of each target joint: 3·<c>To.Count</c> numbers.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Apply(ReadOnlySpan<float> from, Span<float> to)
    {
        ApplySeen(from, to);
        for (var joint = 0; joint < To.Count; joint++)
            if (_starts[joint] < _starts[joint + 1] && !(to[(3 * joint) + 2] > 0))
                _estimates.Write(joint, from, to.Slice(3 * joint, 3));
    }

    /// <summary>
    /// Maps one person as <see cref="Apply"/> does, but estimates nothing: a joint that was not seen is x = y = score = 0. For where a keypoint counts as
    /// seen at that place, as in triangulation. Allocates nothing. The spans must not overlap.
    /// </summary>
    /// <param name="from">x, y (px), score of each source joint: 3·<c>From.Count</c> numbers.</param>
    /// <param name="to">x, y, score of each target joint: 3·<c>To.Count</c> numbers.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void ApplySeen(ReadOnlySpan<float> from, Span<float> to)
    {
        if (from.Length < 3 * From.Count)
            throw new ArgumentException($"{From.Name} has {3 * From.Count} numbers a person, not {from.Length}", nameof(from));
        if (to.Length < 3 * To.Count)
            throw new ArgumentException($"{To.Name} has {3 * To.Count} numbers a person, not {to.Length}", nameof(to));
        for (var joint = 0; joint < To.Count; joint++)
        {
            float x = 0,
                y = 0;
            var score = _starts[joint] < _starts[joint + 1] ? float.PositiveInfinity : 0;
            for (var source = _starts[joint]; source < _starts[joint + 1]; source++)
            {
                var keypoint = from.Slice(3 * _joints[source], 3);
                x += _weights[source] * keypoint[0];
                y += _weights[source] * keypoint[1];
                score = Math.Min(score, keypoint[2]);
            }
            var target = to.Slice(3 * joint, 3);
            if (score > 0)
                (target[0], target[1], target[2]) = (x, y, score);
            else
                target.Clear();
        }
    }

    /// <summary>The source joints and weights of a target joint; empty when it is missing.</summary>
    internal ImmutableArray<JointWeight> Sources(int joint) =>
        ReferenceEquals(From, To) ? [new JointWeight(joint, 1)] : From.Anatomy.Find(To.Anatomy.Landmarks[joint]);
}

/// <summary>A joint's share in a weighted mean of joints.</summary>
internal readonly record struct JointWeight(int Joint, double Weight);
