using StreamLift.Wire;

namespace StreamLift.Lifter;

/// <summary>One record that came in: where from, and either a frame with its people's rows in the batch or the reason it was rejected.</summary>
public struct Arrival
{
    /// <summary>The assignment it was read under.</summary>
    public Origin Origin;

    /// <summary>Its offset in the partition.</summary>
    public long Offset;

    /// <summary>The frame's number, as it came.</summary>
    public long Frame;

    /// <summary>Capture time in Unix milliseconds, as it came.</summary>
    public long TimestampMs;

    /// <summary>The record's headers as the Kafka client handed them over, passed through untouched; this room doesn't know their type.</summary>
    public object? Headers;

    /// <summary>The stream's name in the batch's bytes, UTF-8.</summary>
    public ByteRange Stream;

    /// <summary>The record's key in the batch's bytes; absent when the record had none.</summary>
    public ByteRange Key;

    /// <summary>The record's value in the batch's bytes; kept for rejected records only.</summary>
    public ByteRange Body;

    /// <summary>The place of its first person in the batch's people.</summary>
    public int FirstPerson;

    /// <summary>How many people the frame has.</summary>
    public int People;

    /// <summary>How the record was encoded.</summary>
    public WireEncoding Encoding;

    /// <summary>Why it goes to the dead letters; <see cref="Rejection.None"/> for a good frame.</summary>
    public Rejection Rejection;

    /// <summary>The rejection in words, for a person; null for a good frame.</summary>
    public string? Detail;
}
