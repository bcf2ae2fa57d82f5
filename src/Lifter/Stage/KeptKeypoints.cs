namespace StreamLift.Lifter.Stage;

/// <summary>The keypoints that a batch keeps. Its array grows to the largest batch and is kept.</summary>
internal sealed class KeptKeypoints
{
    private float[] _numbers = [];
    private int _count;

    /// <summary>A person's keypoints; empty for <c>default</c>.</summary>
    public Span<float> this[Range row] => _numbers.AsSpan(row);

    public Range Add(ReadOnlySpan<float> keypoints)
    {
        var start = _count;
        if (_numbers.Length - _count < keypoints.Length)
            Array.Resize(ref _numbers, Math.Max(_count + keypoints.Length, 2 * _numbers.Length));
        keypoints.CopyTo(_numbers.AsSpan(_count));
        _count += keypoints.Length;
        return start.._count;
    }

    public void Clear() => _count = 0;
}
