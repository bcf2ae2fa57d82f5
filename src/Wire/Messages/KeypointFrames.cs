namespace StreamLift.Wire.Messages;

/// <summary>
/// The keypoint frames of one record: one, or a list of several, of one stream or of many. Its owner uses it again for the next record; it grows to
/// the largest and stays. Not safe for two threads at once. After a rejection only <see cref="Detail"/> is of use.
/// </summary>
public sealed class KeypointFrames
{
    private readonly FrameStore _store = new();
    private readonly List<KeypointFrame> _frames = [];

    /// <summary>How many frames there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the record that was decoded holds a list, be it of one frame, and not a frame alone.</summary>
    public bool IsList { get; internal set; }

    /// <summary>
    /// Why the record was rejected: one line for a person to read, with the frame's place in a list (<c>frame 3 of 10: …</c>). Empty for a good record.
    /// </summary>
    public string Detail { get; internal set; } = "";

    /// <summary>A frame, by its place in the record.</summary>
    public KeypointFrame this[int place]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)Count, nameof(place));
            return _frames[place];
        }
    }

    /// <summary>Adds a frame; for producers. Begin it and add its people before the next one is added.</summary>
    public KeypointFrame Add()
    {
        if (Count == _frames.Count)
            _frames.Add(new KeypointFrame(_store));
        var frame = _frames[Count++];
        frame.Clear();
        return frame;
    }

    /// <summary>Starts a record anew, without frames.</summary>
    public void Clear()
    {
        (Count, IsList, Detail) = (0, false, "");
        _store.Clear();
    }

    internal Rejection Reject(Rejection reason, string detail)
    {
        Detail = detail;
        return reason;
    }

    /// <summary>Of a list whose last frame so far is no good.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="total">How many the list holds; -1: that can't be told.</param>
    internal Rejection RejectLast(Rejection reason, int total) =>
        Reject(reason, total < 0 ? $"frame {Count}: {_frames[Count - 1].Detail}" : $"frame {Count} of {total}: {_frames[Count - 1].Detail}");
}
