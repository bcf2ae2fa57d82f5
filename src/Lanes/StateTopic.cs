using System.Buffers.Text;
using System.Text;

namespace StreamLift.Lanes;

/// <summary>
/// The compacted topic that holds the state of a stage, and how its records are written: the key is <c>TOPIC/KEY</c>, with the input's topic before the first
/// slash (a topic's name has none) and the stage's own key after it; the value is the state as the stage wrote it; headers name the group and offsets. The
/// state of a partition lies in the partition of the same number.
/// </summary>
/// <param name="Name">The topic.</param>
/// <param name="Group">The consumer group whose state it is.</param>
public sealed record StateTopic(string Name, string Group)
{
    /// <summary>The header that names the consumer group.</summary>
    public const string GroupHeader = "streamlift-group";

    /// <summary>The header with the offset below which the state holds every record of the input's partition, in decimal digits.</summary>
    public const string OffsetHeader = "streamlift-offset";

    /// <summary>
    /// The header with an offset that the group had committed, or commits with this record; -1: none yet. A start below it means that the group's offsets were
    /// moved back.
    /// </summary>
    public const string CommittedHeader = "streamlift-committed";

    /// <summary>The key of a record.</summary>
    /// <param name="topic">The input's topic.</param>
    /// <param name="key">The stage's key.</param>
    public static byte[] KeyOf(string topic, ReadOnlySpan<byte> key)
    {
        var prefix = Encoding.UTF8.GetByteCount(topic);
        var bytes = new byte[prefix + 1 + key.Length];
        Encoding.UTF8.GetBytes(topic, bytes);
        bytes[prefix] = (byte)'/';
        key.CopyTo(bytes.AsSpan(prefix + 1));
        return bytes;
    }

    /// <summary>Takes the key of a record apart.</summary>
    /// <param name="recordKey">The record's key.</param>
    /// <param name="topic">The input's topic, UTF-8.</param>
    /// <param name="key">The stage's key.</param>
    /// <returns>False: it is no key of a state topic.</returns>
    public static bool TryKey(ReadOnlySpan<byte> recordKey, out ReadOnlySpan<byte> topic, out ReadOnlySpan<byte> key)
    {
        var slash = recordKey.IndexOf((byte)'/');
        topic = slash > 0 ? recordKey[..slash] : default;
        key = slash > 0 ? recordKey[(slash + 1)..] : default;
        return slash > 0;
    }

    /// <summary>An offset as a header's value.</summary>
    public static byte[] Number(long offset)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(offset, digits, out var length);
        return digits[..length].ToArray();
    }

    /// <summary>An offset from a header's value; null: it is none.</summary>
    public static long? Number(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long offset, out var length) && length == value.Length ? offset : null;
}
