using Confluent.Kafka;

namespace StreamLift.Sink.Client;

/// <summary>A record to be sent.</summary>
internal readonly ref struct RecordParts
{
    /// <summary>The record of a message.</summary>
    public static RecordParts Of(Message<byte[]?, byte[]?> message) =>
        new()
        {
            Key = message.Key,
            HasKey = message.Key is not null,
            Value = message.Value,
            HasValue = message.Value is not null,
            Headers = message.Headers,
        };

    public RecordParts() { }

    public ReadOnlySpan<byte> Key { get; init; }

    public bool HasKey { get; init; }

    public ReadOnlySpan<byte> Value { get; init; }

    public bool HasValue { get; init; }

    public Headers? Headers { get; init; }

    /// <summary>The partition; -1: that of the key.</summary>
    public int Partition { get; init; } = -1;
}
