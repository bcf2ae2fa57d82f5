namespace StreamLift.Wire.Messages;

/// <summary>
/// The lifted frames of one record, as a reader of the output topic gets them: one, or a list. Its owner uses it again for the next record. Not safe for
/// two threads at once.
/// </summary>
public sealed class PoseFrames
{
    private readonly List<PoseFrame> _frames = [];

    /// <summary>How many frames there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the record holds a list, be it of one frame, and not a frame alone.</summary>
    public bool IsList { get; internal set; }

    /// <summary>A frame, by its place in the record.</summary>
    public PoseFrame this[int place]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)Count, nameof(place));
            return _frames[place];
        }
    }

    internal void Clear() => Count = 0;

    internal PoseFrame Add()
    {
        if (Count == _frames.Count)
            _frames.Add(new PoseFrame());
        var frame = _frames[Count++];
        frame.Clear();
        return frame;
    }
}
