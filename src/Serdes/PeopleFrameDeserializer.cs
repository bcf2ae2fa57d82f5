using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Serdes;

/// <summary>
/// Deserializes people frames, the output of the second stage, for a Confluent consumer, each record in the encoding of its header <c>content-type</c>. Every
/// record gives a new object, which the caller may keep. Thread-safe.
/// </summary>
/// <param name="withoutHeader">The encoding of records without the header.</param>
public sealed class PeopleFrameDeserializer(WireEncoding withoutHeader = WireEncoding.Json) : IDeserializer<PeopleFrame>
{
    private readonly PeopleDecoder _decoder = new();

    /// <summary>Reads a record.</summary>
    /// <exception cref="PoseFormatException">The value is not a people frame. Confluent's consumer wraps it in a <see cref="ConsumeException"/>.</exception>
    PeopleFrame IDeserializer<PeopleFrame>.Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        var frame = new PeopleFrame();
        return _decoder.TryDecode(RecordEncoding.Of(isNull, context.Headers, withoutHeader), data, frame, out var error)
            ? frame
            : throw new PoseFormatException(error);
    }
}
