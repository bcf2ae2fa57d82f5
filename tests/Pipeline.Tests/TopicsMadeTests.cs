using StreamLift.Host.Brokers;
using StreamLift.Host.Running;

namespace StreamLift.Pipeline.Tests;

public sealed class TopicsMadeTests(Cluster cluster)
{
    [RealBrokerFact]
    public async Task Created_topic_is_listed_by_the_next_metadata_request()
    {
        using var broker = new Broker(cluster.Bootstrap, new Dictionary<string, string>(), TimeSpan.FromSeconds(30));
        for (var i = 0; i < 20; i++)
        {
            var name = $"made-{Guid.NewGuid():N}"[..13];
            await broker.CreateAsync([name]);
            Assert.Contains(name, broker.Topics().Keys);
        }
    }
}
