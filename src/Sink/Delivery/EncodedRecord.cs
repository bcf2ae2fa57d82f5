using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;

namespace StreamLift.Sink.Delivery;

/// <summary>An encoded output record, and the input record that it was made from.</summary>
internal readonly struct EncodedRecord
{
    public required RecordBatch Batch { get; init; }

    public required int Index { get; init; }

    public required DeliveryCountdown Countdown { get; init; }

    public required Headers Headers { get; init; }

    public required byte[] Block { get; init; }

    public required int Start { get; init; }

    public required int KeyLength { get; init; }

    public required int ValueLength { get; init; }

    public RecordParts Parts =>
        new()
        {
            Key = Block.AsSpan(Start, KeyLength),
            HasKey = true,
            Value = Block.AsSpan(Start + KeyLength, ValueLength),
            HasValue = true,
            Headers = Headers,
        };
}
