using StreamLift.Capture.State;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Time;

/// <summary>The frames of one camera in the order of their times. A ring whose frames are reused.</summary>
internal sealed class FrameQueue
{
    /// <summary>The most frames: 17 s at 60 frames/s, more than any wait.</summary>
    public const int Capacity = 1024;

    private TimedFrame[] _ring = [new(), new(), new(), new()];
    private int _first;

    public int Count { get; private set; }

    public TimedFrame this[int index] => _ring[(_first + index) % _ring.Length];

    public void Add(ViewFrame frame, double since) => Append().Set(frame, since);

    public void RemoveFirst(int count)
    {
        _first = (_first + count) % _ring.Length;
        Count -= count;
    }

    public void RemoveLast() => Count--;

    public void Save(StateWriter state)
    {
        state.Int(Count);
        for (var i = 0; i < Count; i++)
            this[i].Save(state);
    }

    public void Restore(ref StateReader state, SkeletonCatalogue layouts)
    {
        Count = 0;
        var count = state.Int();
        if (count is < 0 or > Capacity)
            throw new InvalidDataException($"the state of the rig has a queue of {count} frames, more than {Capacity}");
        for (var i = 0; i < count; i++)
            Append().Restore(ref state, layouts);
    }

    private TimedFrame Append()
    {
        if (Count == _ring.Length)
        {
            var grown = new TimedFrame[2 * Count];
            for (var i = 0; i < grown.Length; i++)
                grown[i] = i < Count ? this[i] : new TimedFrame();
            (_ring, _first) = (grown, 0);
        }
        Count++;
        return this[Count - 1];
    }
}
