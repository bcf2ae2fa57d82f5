using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace StreamLift.Ingest;

/// <summary>What this room says.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} partitions assigned, {Held} held")]
    public static partial void PartitionsAssigned(this ILogger log, int count, int held);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "where {Count} partitions are read on from is not known yet (a transaction may still hold it): {Code}: {Reason}; asking on"
    )]
    public static partial void AwaitsOffsets(this ILogger log, int count, string code, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} partitions revoked, {Held} held")]
    public static partial void PartitionsRevoked(this ILogger log, int count, int held);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} partitions lost to another member, {Held} held; what was in flight of them is read again there"
    )]
    public static partial void PartitionsLost(this ILogger log, int count, int held);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} partitions revoked with records in flight that were not delivered within {Seconds} s; their next owner reads them again"
    )]
    public static partial void RevokedUndelivered(this ILogger log, int count, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "stopped with records in flight that were not delivered (within {Seconds} s, or after a fault); they are read again at the next start"
    )]
    public static partial void StoppedUndelivered(this ILogger log, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} partitions read again from their committed offsets")]
    public static partial void Rewound(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the committed offsets can't be had: {Code}: {Reason} (asked again until they can)")]
    public static partial void RewindFailed(this ILogger log, string code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "stopped after a transaction was aborted: its records are read again at the next start")]
    public static partial void StoppedAborted(this ILogger log);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the group has not answered: left without a word and without a last commit; it notices when the session has run out, and what was "
            + "not committed is lifted again"
    )]
    public static partial void LeftUnsaid(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the output side is slow: no batch is free, {Count} partitions paused")]
    public static partial void Paused(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "the output side is back: {Count} partitions resumed")]
    public static partial void Resumed(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "consumer: {Code}: {Reason}")]
    public static partial void ConsumerTrouble(this ILogger log, string code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the group knows this instance under a number that it no longer has: {Code}: {Reason}; it joins anew")]
    public static partial void Rejoins(this ILogger log, string code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "commit failed: {Code}: {Reason}; the records since the last commit are read again after a restart")]
    public static partial void CommitFailed(this ILogger log, string code, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "librdkafka {Facility}: {Text}")]
    private static partial void FromClient(this ILogger log, string facility, string text);

    /// <summary>librdkafka's own words; its errors reach the error handler as well, so they are for those who ask for detail.</summary>
    public static void Librdkafka(this ILogger log, LogMessage message) => log.FromClient(message.Facility, message.Message);
}
