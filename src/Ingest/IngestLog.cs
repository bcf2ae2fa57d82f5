using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace StreamLift.Ingest;

/// <summary>The reading side's log lines.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "partitions assigned: {Count}; this lane reads {Held} now")]
    public static partial void PartitionsAssigned(this ILogger log, int count, int held);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "start offsets that are not known yet (an open transaction may hold them): {Count}: {Error}; retrying"
    )]
    public static partial void AwaitsOffsets(this ILogger log, int count, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "partitions revoked: {Count}; this lane reads {Held} now")]
    public static partial void PartitionsRevoked(this ILogger log, int count, int held);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "partitions lost to another member: {Count}; this lane reads {Held} now; the new owner reads again what was in flight"
    )]
    public static partial void PartitionsLost(this ILogger log, int count, int held);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "partitions revoked with records in flight that were not delivered within {Seconds} s: {Count}; the new owner reads them again"
    )]
    public static partial void RevokedUndelivered(this ILogger log, int count, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "stopped with records in flight that were not delivered (within {Seconds} s, or after a fault); they are read again at the next start"
    )]
    public static partial void StoppedUndelivered(this ILogger log, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "partitions that are read again from their committed offsets: {Count}")]
    public static partial void Rewound(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the broker does not return the committed offsets: {Error} (retrying until it does)")]
    public static partial void RewindFailed(this ILogger log, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "reading state from topic {Topic}, partition {Partition} first")]
    public static partial void RestoreBegins(this ILogger log, string topic, int partition);

    [LoggerMessage(Level = LogLevel.Information, Message = "reading state from topic {Topic}: {Percent} % of its offsets, {Bytes} bytes so far")]
    public static partial void Restoring(this ILogger log, string topic, long percent, long bytes);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "state read: {Keys} keys ({Bytes} bytes) from topic {Topic}; partitions: {Partitions}; {Milliseconds} ms"
    )]
    public static partial void Restored(this ILogger log, long keys, long bytes, string topic, int partitions, long milliseconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "nothing more of the state can be read yet: {Partitions}: a transaction may still be open there; it ends when its process is back under its "
            + "--instance name, or by the broker's time limit"
    )]
    public static partial void RestoreWaits(this ILogger log, string partitions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "state can't be read from topic {Topic}: {Error} (retrying until it can)")]
    public static partial void RestoreFailed(this ILogger log, string topic, string error);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "state that is not used: {Keys} keys of {Partition}: it was written when the group had committed offset {Committed}, and the "
            + "group begins with {Start}: its offsets were moved back, and these keys begin without state"
    )]
    public static partial void StateAhead(this ILogger log, int keys, string partition, long committed, string start);

    [LoggerMessage(Level = LogLevel.Warning, Message = "stopped after a transaction was aborted: its records are read again at the next start")]
    public static partial void StoppedAborted(this ILogger log);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the group coordinator has not answered: stopped without a last commit and without leaving the group; the group notices when the session "
            + "times out, and records that were not committed are read again"
    )]
    public static partial void LeftWithoutAnswer(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "back-pressure: the output is slow and no batch is free; partitions paused: {Count}")]
    public static partial void Paused(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "back-pressure: a batch is free again; partitions resumed: {Count}")]
    public static partial void Resumed(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "consumer error: {Error}")]
    public static partial void ConsumerError(this ILogger log, string error);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the group no longer accepts this member under its instance id: {Error}; it joins again with a new member id"
    )]
    public static partial void Rejoins(this ILogger log, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "commit failed: {Error}; the records since the last commit are read again after a restart")]
    public static partial void CommitFailed(this ILogger log, string error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "librdkafka {Facility}: {Text}")]
    private static partial void FromClient(this ILogger log, string facility, string text);

    /// <summary>librdkafka's own log lines, at debug level: its errors reach the error handler as well.</summary>
    public static void Librdkafka(this ILogger log, LogMessage message) => log.FromClient(message.Facility, message.Message);
}
