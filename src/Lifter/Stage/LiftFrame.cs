using StreamLift.Lanes;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Lifter.Stage;

/// <summary>A frame of a record in a batch.</summary>
public struct LiftFrame
{
    /// <summary>The stream's name, in UTF-8, as a range of the batch's bytes.</summary>
    public ByteRange Stream;

    /// <summary>The frame's number in its stream.</summary>
    public long Number;

    /// <summary>The capture time in Unix milliseconds.</summary>
    public long TimestampMs;

    /// <summary>The index of its first person among the batch's people.</summary>
    public int FirstPerson;

    /// <summary>The number of people. A late frame has none.</summary>
    public int People;

    /// <summary>The layout of its people's keypoints; null where they are not kept.</summary>
    public Skeleton? InputLayout;

    /// <summary>The image's width and height, px, where they are known and keypoints are kept; otherwise 0.</summary>
    public (int Width, int Height) Image;

    /// <summary>Whether the frame was late before inference. It then has no output.</summary>
    public bool IsLate;

    /// <summary>Whether the model of the streams with a camera lifts its people, where there are two models.</summary>
    public bool IsCalibrated;
}

/// <summary>A person of a frame in a batch.</summary>
/// <param name="Id">The person's id. Without an id it is the index in the frame's list.</param>
/// <param name="Score">The detector's score, or NaN if there is none.</param>
/// <param name="Row">The person's row among those of the model that lifts its frame. -1 if too few joints were detected to lift the person.</param>
public readonly record struct LiftPerson(long Id, float Score, int Row)
{
    /// <summary>Why the person was rejected; <see cref="Rejection.None"/> for a good one.</summary>
    public Rejection Rejection { get; init; }

    /// <summary>The person's keypoints in those of the batch; empty where they are not kept.</summary>
    public Range Keypoints { get; init; }
}

/// <summary>The frames of a record in a batch.</summary>
internal struct LiftRecord
{
    public int FirstFrame;
    public int Frames;
    public bool IsList;
}
