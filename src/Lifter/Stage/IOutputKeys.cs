namespace StreamLift.Lifter.Stage;

/// <summary>Makes the keys of pose records. One thread at a time.</summary>
public interface IOutputKeys
{
    /// <summary>The key of a frame's stream; called once for each frame. Valid as long as the stream.</summary>
    /// <param name="stream">The stream, UTF-8.</param>
    ReadOnlySpan<byte> Of(ReadOnlySpan<byte> stream);

    /// <summary>A record holds frames of two streams with different keys. It gets the key of the first.</summary>
    /// <param name="first">The stream of the record's first frame, UTF-8.</param>
    /// <param name="other">The stream with the other key, UTF-8.</param>
    void ReportMixed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> other);
}
