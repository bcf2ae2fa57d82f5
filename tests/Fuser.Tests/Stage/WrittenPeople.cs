using System.Text;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Fuser.Tests.Stage;

/// <summary>Keeps the records that an encoder writes.</summary>
internal sealed class WrittenPeople : IOutputWriter
{
    /// <summary>Their values.</summary>
    public List<byte[]> Values { get; } = [];

    /// <summary>Their keys.</summary>
    public List<string> Keys { get; } = [];

    public WireEncoding EncodingFor(in InputRecord record) => record.Encoding;

    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => throw new NotSupportedException("the key is the rig's");

    public void WriteKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Keys.Add(Encoding.UTF8.GetString(key));
        Values.Add(value.ToArray());
    }
}
