using StreamLift.Wire;

namespace StreamLift.Lifter.Batches;

/// <summary>One record that came in: where from, and either its frames in the batch or the reason it was rejected.</summary>
public struct InputRecord
{
    /// <summary>The assignment it was read under.</summary>
    public AssignedPartition Partition;

    /// <summary>Its offset in the partition.</summary>
    public long Offset;

    /// <summary>The record's headers as the Kafka client handed them over, passed through untouched; this room doesn't know their type.</summary>
    public object? Headers;

    /// <summary>The record's key in the batch's bytes; absent when the record had none.</summary>
    public ByteRange Key;

    /// <summary>The record's value in the batch's bytes; kept for those that are, or may become, dead letters.</summary>
    public ByteRange Value;

    /// <summary>The place of its first frame in the batch's frames.</summary>
    public int FirstFrame;

    /// <summary>How many frames it holds; 0 when it was rejected.</summary>
    public int Frames;

    /// <summary>Whether it came as a list of frames, so that a list goes out, be it of one.</summary>
    public bool IsList;

    /// <summary>How the record was encoded.</summary>
    public WireEncoding Encoding;

    /// <summary>Why it goes to the dead letters; <see cref="Rejection.None"/> for a good record.</summary>
    public Rejection Rejection;

    /// <summary>The rejection in words, for a person; null for a good record.</summary>
    public string? Detail;
}
