using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Serdes;

/// <summary>
/// Deserializes pose frames for a Confluent consumer, each record in the encoding of its header <c>content-type</c>. Every record gives new objects, which the
/// caller may keep. Thread-safe.
/// </summary>
/// <param name="withoutHeader">The encoding of records without the header.</param>
public sealed class PoseFrameDeserializer(WireEncoding withoutHeader = WireEncoding.Json) : IDeserializer<PoseFrame>, IDeserializer<PoseFrames>
{
    private readonly PoseDecoder _decoder = new();

    /// <summary>Reads a record of one frame. For topics with lists, use the deserializer of <see cref="PoseFrames"/>, which reads both.</summary>
    /// <exception cref="PoseFormatException">The value is not a pose frame. Confluent's consumer wraps it in a <see cref="ConsumeException"/>.</exception>
    PoseFrame IDeserializer<PoseFrame>.Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        var frame = new PoseFrame();
        return _decoder.TryDecode(RecordEncoding.Of(isNull, context.Headers, withoutHeader), data, frame, out var error)
            ? frame
            : throw new PoseFormatException(error);
    }

    /// <summary>Reads a record of one frame or of a list of frames.</summary>
    /// <exception cref="PoseFormatException">The value is not a pose frame. Confluent's consumer wraps it in a <see cref="ConsumeException"/>.</exception>
    PoseFrames IDeserializer<PoseFrames>.Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        var frames = new PoseFrames();
        return _decoder.TryDecode(RecordEncoding.Of(isNull, context.Headers, withoutHeader), data, frames, out var error)
            ? frames
            : throw new PoseFormatException(error);
    }
}

/// <summary>A record's value is not a pose frame, or not a people frame.</summary>
/// <param name="error">The decoder's error.</param>
public sealed class PoseFormatException(DecodeError error) : FormatException(error.ToString())
{
    /// <summary>The decoder's error.</summary>
    public DecodeError Error { get; } = error;
}
