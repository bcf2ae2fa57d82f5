using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace StreamLift.Sink;

/// <summary>What this room says.</summary>
internal static partial class SinkLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "a transaction is aborted: {Code}: {Reason}; its records are read again")]
    public static partial void Aborted(this ILogger log, string code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no transactions for {TransactionalId} yet: {Code}: {Reason} (going on as soon as it is over)")]
    public static partial void NotTaken(this ILogger log, string transactionalId, string code, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "librdkafka {Facility}: {Text}")]
    private static partial void FromClient(this ILogger log, string facility, string text);

    /// <summary>librdkafka's own words; its errors reach the error handler as well, so they are for those who ask for detail.</summary>
    public static void Librdkafka(this ILogger log, LogMessage message) => log.FromClient(message.Facility, message.Message);
}
