using StreamLift.Capture.Views;

namespace StreamLift.Capture.Time;

/// <summary>
/// Finds the same people in two frames of one camera: by the mean distance of their joints, nearest pair first. Two people of one detector id count as
/// twice as near: detectors without tracking number people as they come, so that an id alone proves nothing. The arrays grow and are kept.
/// </summary>
internal sealed class PersonLinks
{
    // As a share of the person's diagonal in the image: a runner at 10 frames/s moves 0.3 of his height.
    private const float Farthest = 0.3f;

    private float[] _costs = [];
    private int[] _found = [];
    private int _count;

    /// <summary>For each person of the later frame the index in the earlier one, or -1.</summary>
    public ReadOnlySpan<int> Found => _found.AsSpan(0, _count);

    public void Find(ViewFrame before, ViewFrame after)
    {
        _count = after.Count;
        if (_found.Length < after.Count)
            _found = new int[2 * after.Count];
        if (_costs.Length < before.Count * after.Count)
            _costs = new float[2 * before.Count * after.Count];
        _found.AsSpan().Fill(-1);
        for (var a = 0; a < after.Count; a++)
        for (var b = 0; b < before.Count; b++)
            _costs[(a * before.Count) + b] = Cost(before, b, after, a);
        while (TakeNearest(before.Count)) { }
    }

    private bool TakeNearest(int width)
    {
        var (best, at) = (float.PositiveInfinity, -1);
        for (var i = 0; i < _count * width; i++)
            if (_costs[i] < best)
                (best, at) = (_costs[i], i);
        if (at < 0)
            return false;
        var (after, before) = (at / width, at % width);
        _found[after] = before;
        for (var i = 0; i < width; i++)
            _costs[(after * width) + i] = float.PositiveInfinity;
        for (var i = 0; i < _count; i++)
            _costs[(i * width) + before] = float.PositiveInfinity;
        return true;
    }

    /// <summary>The mean distance as a share of the person's diagonal; infinite beyond the farthest.</summary>
    private static float Cost(ViewFrame before, int b, ViewFrame after, int a)
    {
        ReadOnlySpan<float> from = before.Body(b),
            to = after.Body(a);
        var (sum, seen) = (0f, 0);
        var (left, top, right, bottom) = (float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        for (var i = 0; i < from.Length; i += 3)
        {
            if (from[i + 2] <= 0)
                continue;
            (left, right) = (Math.Min(left, from[i]), Math.Max(right, from[i]));
            (top, bottom) = (Math.Min(top, from[i + 1]), Math.Max(bottom, from[i + 1]));
            if (to[i + 2] <= 0)
                continue;
            var (x, y) = (to[i] - from[i], to[i + 1] - from[i + 1]);
            sum += MathF.Sqrt((x * x) + (y * y));
            seen++;
        }
        if (seen == 0)
            return float.PositiveInfinity;
        var diagonal = MathF.Sqrt(((right - left) * (right - left)) + ((bottom - top) * (bottom - top)));
        var cost = sum / seen / Math.Max(diagonal, 1);
        if (cost > Farthest)
            return float.PositiveInfinity;
        return before.Id(b) >= 0 && before.Id(b) == after.Id(a) ? cost / 2 : cost;
    }
}
