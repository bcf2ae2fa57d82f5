using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Host.Brokers;

/// <summary>Reads the configuration of topics.</summary>
internal static class TopicConfiguration
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>A value of a topic's configuration; null if the broker does not tell it: not authorized, or not supported, as by the embedded one.</summary>
    /// <param name="admin">The client.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="key">The property.</param>
    /// <param name="limit">How long to wait, at most 10 s.</param>
    public static async Task<string?> ReadAsync(IAdminClient admin, string topic, string key, TimeSpan limit)
    {
        try
        {
            var answer = await admin
                .DescribeConfigsAsync(
                    [new ConfigResource { Type = ResourceType.Topic, Name = topic }],
                    new DescribeConfigsOptions { RequestTimeout = limit < Limit ? limit : Limit }
                )
                .ConfigureAwait(false);
            return answer[0].Entries.GetValueOrDefault(key)?.Value;
        }
        catch (KafkaException)
        {
            return null;
        }
    }
}
