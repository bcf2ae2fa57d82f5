using System.Buffers.Binary;

namespace StreamLift.Host.Record.Vmc;

/// <summary>
/// Packs messages into bundles of Open Sound Control 1.0 that each fit a datagram: <c>#bundle</c>, the time tag for "immediately", then each message with its
/// length before it. One thread.
/// </summary>
/// <param name="send">Receives each bundle, valid during the call.</param>
internal sealed class OscBundles(Action<ReadOnlyMemory<byte>> send)
{
    /// <summary>Bytes of a bundle at most: an Ethernet frame holds 1,452 after the headers of IPv6 and UDP; tunnels take some of them.</summary>
    public const int Most = 1400;

    private const int Head = 16;

    private readonly byte[] _bytes = Begin();
    private int _length = Head;

    /// <summary>Adds a message, after sending the bundle before if it has no room for it.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        if (_length + sizeof(int) + message.Length > Most)
            Flush();
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), message.Length);
        message.CopyTo(_bytes.AsSpan(_length + sizeof(int)));
        _length += sizeof(int) + message.Length;
    }

    /// <summary>Sends what was added.</summary>
    public void Flush()
    {
        if (_length == Head)
            return;
        send(_bytes.AsMemory(0, _length));
        _length = Head;
    }

    private static byte[] Begin()
    {
        var bytes = new byte[Most];
        "#bundle\0"u8.CopyTo(bytes);
        bytes[15] = 1; // the time tag 1 is "immediately"
        return bytes;
    }
}
