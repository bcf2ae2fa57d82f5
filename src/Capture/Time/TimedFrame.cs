using StreamLift.Capture.State;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Time;

/// <summary>A frame in the queue of its camera.</summary>
internal sealed class TimedFrame
{
    private readonly PersonLinks _links = new();
    private bool _isLinked;

    /// <summary>The people, a copy.</summary>
    public ViewFrame Frame { get; } = new();

    /// <summary>The time of the first frame since the camera was last silent, by the camera's clock, Unix ms.</summary>
    public double Since { get; private set; }

    public void Set(ViewFrame frame, double since)
    {
        Frame.CopyFrom(frame);
        (Since, _isLinked) = (since, false);
    }

    /// <summary>For each person the same person's index in the frame before, or -1. Found when it is first needed: synchronous cameras never need it.</summary>
    public ReadOnlySpan<int> LinksTo(ViewFrame before)
    {
        if (!_isLinked)
            _links.Find(before, Frame);
        _isLinked = true;
        return _links.Found;
    }

    public void Save(StateWriter state)
    {
        state.Double(Since);
        FrameState.Save(Frame, state);
    }

    public void Restore(ref StateReader state, SkeletonCatalogue layouts)
    {
        Since = state.Double();
        FrameState.Restore(ref state, Frame, layouts);
        _isLinked = false;
    }
}
