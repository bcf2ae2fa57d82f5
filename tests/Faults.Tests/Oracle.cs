namespace StreamLift.Faults.Tests;

/// <summary>
/// Knows which frames of which streams a topic ought to hold, and how often, is told what it does hold, in its order, and counts what differs. A replay
/// after a fault is doubled, not reordered: only the first time that a frame is seen has a place in the order.
/// </summary>
internal sealed class Oracle
{
    private readonly Dictionary<(string Stream, long Frame), int> _expected;
    private readonly Dictionary<(string Stream, long Frame), int> _seen = [];
    private readonly Dictionary<string, long> _latest = [];
    private int _doubled;
    private int _reordered;
    private int _unexpected;

    /// <param name="expected">Frames; one that is named again ought to be there again.</param>
    public Oracle(IEnumerable<(string Stream, long Frame)> expected) => _expected = expected.CountBy(frame => frame).ToDictionary();

    /// <summary>What has been found so far.</summary>
    public Verdict Verdict =>
        new(_expected.Values.Sum(), _expected.Sum(frame => Math.Max(0, frame.Value - _seen.GetValueOrDefault(frame.Key))), _doubled, _reordered, _unexpected);

    /// <summary>The next record.</summary>
    public void See(string stream, long frame)
    {
        if (!_expected.TryGetValue((stream, frame), out var times))
        {
            _unexpected++;
            return;
        }

        var seen = _seen[(stream, frame)] = _seen.GetValueOrDefault((stream, frame)) + 1;
        if (seen > 1)
        {
            _doubled += seen > times ? 1 : 0;
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
