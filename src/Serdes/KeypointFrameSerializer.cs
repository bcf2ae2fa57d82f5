using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Serdes;

/// <summary>
/// Serializes keypoint frames for a Confluent producer: a <see cref="KeypointFrame"/> as a record of one frame, <see cref="KeypointFrames"/> as a list. Sets
/// the header <c>content-type</c>. Thread-safe: a lock admits one call at a time.
/// </summary>
/// <param name="encoding">The encoding of the records.</param>
public sealed class KeypointFrameSerializer(WireEncoding encoding) : ISerializer<KeypointFrame>, ISerializer<KeypointFrames>
{
    private readonly Lock _lock = new();
    private readonly FrameEncoder _encoder = new();
    private readonly byte[] _contentType = ContentType.Utf8(encoding).ToArray();

    /// <summary>The value of a record of one frame.</summary>
    /// <param name="data">The frame.</param>
    /// <param name="context">The headers of the message.</param>
    public byte[] Serialize(KeypointFrame data, SerializationContext context)
    {
        SetContentType(context.Headers);
        lock (_lock)
            return _encoder.Encode(encoding, data).ToArray();
    }

    /// <summary>The value of a record of a list of frames.</summary>
    /// <param name="data">The frames, at least one.</param>
    /// <param name="context">The headers of the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no frame.</exception>
    public byte[] Serialize(KeypointFrames data, SerializationContext context)
    {
        SetContentType(context.Headers);
        lock (_lock)
            return _encoder.Encode(encoding, data).ToArray();
    }

    private void SetContentType(Headers? headers)
    {
        if (headers is null || (headers.TryGetLastBytes(ContentType.Header, out var value) && _contentType.AsSpan().SequenceEqual(value)))
            return;
        headers.Remove(ContentType.Header);
        headers.Add(ContentType.Header, _contentType);
    }
}
