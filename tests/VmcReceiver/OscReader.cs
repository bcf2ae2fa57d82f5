using System.Buffers.Binary;
using System.Text;

namespace StreamLift.Tests.VmcReceiver;

/// <summary>Reads packets of Open Sound Control 1.0 by its specification, and nothing that breaks it.</summary>
internal static class OscReader
{
    /// <summary>The messages of a packet: an address and its arguments, which are int, float or string.</summary>
    /// <exception cref="FormatException">The packet breaks the specification.</exception>
    public static List<(string Address, List<object> Arguments)> Messages(ReadOnlySpan<byte> packet)
    {
        var messages = new List<(string, List<object>)>();
        Read(packet, messages);
        return messages;
    }

    private static void Read(ReadOnlySpan<byte> packet, List<(string, List<object>)> messages)
    {
        if (packet.Length % 4 != 0)
            throw new FormatException($"{packet.Length} bytes are no multiple of four");
        if (packet.Length == 0 || packet[0] == '/')
        {
            messages.Add(Message(packet));
            return;
        }

        if (!packet.StartsWith("#bundle\0"u8) || packet.Length < 16)
            throw new FormatException("neither a message nor a bundle");
        for (var rest = packet[16..]; rest.Length > 0; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            Read(rest.Slice(4, length), messages);
            rest = rest[(4 + length)..];
        }
    }

    private static (string, List<object>) Message(ReadOnlySpan<byte> message)
    {
        var address = Text(ref message);
        var tags = Text(ref message);
        if (!tags.StartsWith(','))
            throw new FormatException("no type tags");
        var arguments = new List<object>();
        foreach (var tag in tags[1..])
            arguments.Add(
                tag switch
                {
                    's' => Text(ref message),
                    'i' => BinaryPrimitives.ReadInt32BigEndian(Four(ref message)),
                    'f' => BinaryPrimitives.ReadSingleBigEndian(Four(ref message)),
                    _ => throw new FormatException($"type tag {tag}"),
                }
            );
        return message.Length == 0 ? (address, arguments) : throw new FormatException($"{message.Length} bytes are left");
    }

    private static string Text(ref ReadOnlySpan<byte> from)
    {
        var length = from.IndexOf((byte)0);
        if (length < 0)
            throw new FormatException("text without an end");
        var padded = (length / 4 + 1) * 4;
        if (from[length..padded].ContainsAnyExcept((byte)0))
            throw new FormatException("text is not padded with zeros");
        var text = Encoding.ASCII.GetString(from[..length]);
        from = from[padded..];
        return text;
    }

    private static ReadOnlySpan<byte> Four(ref ReadOnlySpan<byte> from)
    {
        var four = from[..4];
        from = from[4..];
        return four;
    }
}
