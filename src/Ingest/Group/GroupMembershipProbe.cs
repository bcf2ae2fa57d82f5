using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Ingest.Group;

/// <summary>
/// Asks the broker whether a group has accepted a member. The client reports a first assignment through its handler, but under KIP-848 not an empty one
/// (librdkafka 2.16). A client of its own asks, since the consumer may be closed meanwhile. Used for readiness alone, and only until the member is ready:
/// librdkafka ends the process where the coordinator's connection breaks during such a request (its issue 4605).
/// </summary>
internal static class GroupMembershipProbe
{
    /// <summary>Asks the broker; false also where it does not answer.</summary>
    public static async Task<bool> IsMemberAsync(string member, IngestOptions options)
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
