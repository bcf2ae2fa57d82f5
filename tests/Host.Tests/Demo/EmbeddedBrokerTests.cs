using StreamLift.Host.Demo;
using StreamLift.Host.Running;

namespace StreamLift.Host.Tests.Demo;

public class EmbeddedBrokerTests
{
    [Fact]
    public void A_topic_that_was_made_is_there_for_other_clients_and_no_other_is()
    {
        using var embedded = new EmbeddedBroker();
        embedded.CreateTopic("one");
        using var client = new Broker(embedded.Bootstrap, EmbeddedBroker.ConsumerProperties, TimeSpan.FromSeconds(30));
        Assert.Equal([KeyValuePair.Create("one", 4)], client.Topics());
    }

    [Fact]
    public void Two_of_them_know_nothing_of_each_other()
    {
        using var one = new EmbeddedBroker();
        using var other = new EmbeddedBroker();
        one.CreateTopic("one");
        Assert.NotEqual(one.Bootstrap, other.Bootstrap);
        using var client = new Broker(other.Bootstrap, EmbeddedBroker.ConsumerProperties, TimeSpan.FromSeconds(30));
        Assert.Empty(client.Topics());
    }
}
