namespace StreamLift.Lifter;

/// <summary>A stretch of a batch's bytes. <see cref="Absent"/> is not the same as empty: a record without a key has no key.</summary>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>Nothing there, as opposed to something of length 0.</summary>
    public static ByteRange Absent => new(0, -1);

    /// <summary>Whether there is nothing.</summary>
    public bool IsAbsent => Length < 0;
}
