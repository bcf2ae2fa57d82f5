namespace StreamLift.Wire.Messages;

/// <summary>
/// The pose frames of one record of the output topic: a single frame or a list. Reuse one instance for record after record. Not thread-safe.
/// </summary>
public sealed class PoseFrames
{
    private readonly List<PoseFrame> _frames = [];

    /// <summary>The number of frames.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the record is a list, possibly of one frame, rather than a single frame.</summary>
    public bool IsList { get; set; }

    /// <summary>A frame by its index in the record.</summary>
    public PoseFrame this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _frames[index];
        }
    }

    /// <summary>Adds an empty frame, to be filled by <see cref="PoseFrame.Begin"/>.</summary>
    public PoseFrame Add()
    {
        if (Count == _frames.Count)
            _frames.Add(new PoseFrame());
        var frame = _frames[Count++];
        frame.Clear();
        return frame;
    }

    /// <summary>Removes all frames.</summary>
    public void Clear() => (Count, IsList) = (0, false);
}
