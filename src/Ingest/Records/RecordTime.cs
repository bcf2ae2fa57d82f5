using Confluent.Kafka;

namespace StreamLift.Ingest.Records;

/// <summary>A record's time.</summary>
internal static class RecordTime
{
    /// <summary>Unix milliseconds; null where a record has none, which Kafka writes as -1 as well.</summary>
    public static long? Of(TimestampType type, long unixMs) => type == TimestampType.NotAvailable || unixMs < 0 ? null : unixMs;
}
