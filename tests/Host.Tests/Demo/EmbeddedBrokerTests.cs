using StreamLift.Host.Brokers;
using StreamLift.Host.Demo;
using StreamLift.Host.Running;

namespace StreamLift.Host.Tests.Demo;

public class EmbeddedBrokerTests
{
    [Fact]
    public void Embedded_broker_shows_a_created_topic_and_no_other_to_other_clients()
    {
        using var embedded = new EmbeddedBroker();
        embedded.CreateTopic("one");
        using var client = new Broker(embedded.Bootstrap, EmbeddedBroker.ConsumerProperties, TimeSpan.FromSeconds(30));
        Assert.Equal([KeyValuePair.Create("one", 4)], client.Topics());
    }

    [Fact]
    public void Embedded_brokers_do_not_share_topics()
    {
        using var one = new EmbeddedBroker();
        using var other = new EmbeddedBroker();
        one.CreateTopic("one");
        Assert.NotEqual(one.Bootstrap, other.Bootstrap);
        using var client = new Broker(other.Bootstrap, EmbeddedBroker.ConsumerProperties, TimeSpan.FromSeconds(30));
        Assert.Empty(client.Topics());
    }
}
