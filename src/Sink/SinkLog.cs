using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace StreamLift.Sink;

/// <summary>The writing side's log lines.</summary>
internal static partial class SinkLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "transaction aborted: {Error}; its records are read again from the committed offsets")]
    public static partial void Aborted(this ILogger log, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "transactions for {TransactionalId} can't be initialized yet: {Error} (retrying until it succeeds)")]
    public static partial void InitTransactionsFailed(this ILogger log, string transactionalId, string error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "librdkafka {Facility}: {Text}")]
    private static partial void FromClient(this ILogger log, string facility, string text);

    /// <summary>librdkafka's own log lines, at debug level: its errors reach the error handler as well.</summary>
    public static void Librdkafka(this ILogger log, LogMessage message) => log.FromClient(message.Facility, message.Message);
}
