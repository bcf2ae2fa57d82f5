namespace StreamLift.Lifter;

/// <summary>One frame of a record in a batch.</summary>
public struct LiftedFrame
{
    /// <summary>The stream's name in the batch's bytes, UTF-8.</summary>
    public ByteRange Stream;

    /// <summary>The frame's number, as it came.</summary>
    public long Number;

    /// <summary>Capture time in Unix milliseconds, as it came.</summary>
    public long TimestampMs;

    /// <summary>The place of its first person in the batch's people.</summary>
    public int FirstPerson;

    /// <summary>How many people are in it; of a late frame, none.</summary>
    public int People;

    /// <summary>Whether it was past the deadline before it was lifted: nothing is sent for it.</summary>
    public bool IsLate;
}
