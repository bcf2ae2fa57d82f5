using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Wire.Reading;

/// <summary>A frame's own fields while it is being read: what has been seen of them. The judgement waits for the end, as fields come in any order.</summary>
internal ref struct FrameFields
{
    public bool HasFrame;
    public bool HasTimestamp;
    public bool HasLayout;
    public bool HasImage;
    public bool HasPeople;
    public long Frame;
    public long TimestampMs;
    public long Width;
    public long Height;
    public ReadOnlySpan<byte> LayoutName;
    public Skeleton? Layout;
}
