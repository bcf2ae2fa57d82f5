using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Ingest.Group;

/// <summary>
/// Whether the group has taken a lane in. The client tells of a first assignment through its handler, but under KIP-848 not of an empty
/// one (librdkafka 2.16): then the broker is asked whether it counts the member as one of a stable group. A client of its own asks, for
/// the consumer may be closed meanwhile. Asked for readiness alone, and only until it is so: librdkafka ends the process where the coordinator's
/// connection breaks under such a question (its issue 4605).
/// </summary>
internal static class GroupMembershipProbe
{
    /// <summary>Asks the broker; false too where it doesn't say.</summary>
    public static async Task<bool> IsTakenInAsync(string member, IngestOptions options)
    {
        var config = new AdminClientConfig { BootstrapServers = options.Bootstrap, ClientId = "streamlift" };
        foreach (var (key, value) in options.Kafka)
            config.Set(key, value);
        try
        {
            using var admin = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).Build();
            var answer = await admin
                .DescribeConsumerGroupsAsync([options.Group], new DescribeConsumerGroupsOptions { RequestTimeout = TimeSpan.FromSeconds(5) })
                .ConfigureAwait(false);
            return answer.ConsumerGroupDescriptions is [{ State: ConsumerGroupState.Stable, Members: var members }]
                && members.Any(known => known.ConsumerId == member);
        }
        catch (KafkaException)
        {
            return false; // asked again at the next probe
        }
    }
}
