namespace StreamLift.Lifter.Stage;

/// <summary>The stream is the key, whatever key the input record has. A record of several streams has the key of the first.</summary>
public sealed class StreamKeys : IOutputKeys
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> stream) => stream;

    /// <inheritdoc/>
    public void ReportMixed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> other)
    {
        // as without the option
    }
}
