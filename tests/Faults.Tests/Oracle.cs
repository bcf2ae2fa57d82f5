namespace StreamLift.Faults.Tests;

/// <summary>
/// Knows which frames of which streams a topic ought to hold, is told what it does hold, in its order, and counts what differs. A replay
/// after a fault is doubled, not reordered: only the first time that a frame is seen has a place in the order.
/// </summary>
internal sealed class Oracle
{
    private readonly HashSet<(string Stream, long Frame)> _expected;
    private readonly HashSet<(string Stream, long Frame)> _seen = [];
    private readonly Dictionary<string, long> _latest = [];
    private int _doubled;
    private int _reordered;
    private int _unexpected;

    public Oracle(IEnumerable<(string Stream, long Frame)> expected) => _expected = [.. expected];

    /// <summary>What has been found so far.</summary>
    public Verdict Verdict => new(_expected.Count, _expected.Count(frame => !_seen.Contains(frame)), _doubled, _reordered, _unexpected);

    /// <summary>The next record.</summary>
    public void See(string stream, long frame)
    {
        if (!_expected.Contains((stream, frame)))
        {
            _unexpected++;
        }
        else if (!_seen.Add((stream, frame)))
        {
            _doubled++;
        }
        else if (_latest.TryGetValue(stream, out var latest) && frame < latest)
        {
            _reordered++;
        }
        else
        {
            _latest[stream] = frame;
        }
    }
}
