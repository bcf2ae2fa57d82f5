using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Fuser.Tests.Stage;

/// <summary>Counts the bytes that an encoder writes.</summary>
internal sealed class DiscardedPeople : IOutputWriter
{
    public long Written { get; private set; }

    public WireEncoding EncodingFor(in InputRecord record) => record.Encoding;

    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Written += value.Length;

    public void WriteKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Written += value.Length;
}
