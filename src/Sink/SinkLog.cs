using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace StreamLift.Sink;

/// <summary>What this room says.</summary>
internal static partial class SinkLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "librdkafka {Facility}: {Text}")]
    private static partial void FromClient(this ILogger log, string facility, string text);

    /// <summary>librdkafka's own words; its errors reach the error handler as well, so they are for those who ask for detail.</summary>
    public static void Librdkafka(this ILogger log, LogMessage message) => log.FromClient(message.Facility, message.Message);
}
