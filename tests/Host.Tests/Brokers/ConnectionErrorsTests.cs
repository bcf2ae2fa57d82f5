using Confluent.Kafka;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class ConnectionErrorsTests
{
    private readonly ConnectionErrors _errors = new("boot:9092,other:9092");

    [Theory]
    [InlineData(
        "nohost.invalid:9092/1: Failed to resolve 'nohost.invalid:9092': Name or service not known (after 3ms in state CONNECT)",
        1,
        "nohost.invalid:9092"
    )]
    [InlineData("127.0.0.1:1/12: Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 0ms in state CONNECT)", 12, "127.0.0.1:1")]
    [InlineData("sasl_ssl://kafka-0.example:9093/0: Disconnected", 0, "kafka-0.example:9093")]
    public void The_broker_that_the_client_could_not_reach_is_read_from_its_words(string reason, int id, string address)
    {
        var broker = AdvertisedBroker.In(reason, out var why);
        Assert.Equal(new AdvertisedBroker(id, address), broker);
        Assert.EndsWith($": {why}", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("boot:9092/bootstrap: Connect to ipv4#127.0.0.1:9092 failed: Connection refused")]
    [InlineData("1/1 brokers are down")]
    [InlineData("")]
    public void Words_about_a_bootstrap_server_or_all_brokers_name_no_advertised_address(string reason) => Assert.Null(AdvertisedBroker.In(reason, out _));

    [Fact]
    public void A_failure_names_each_unreachable_broker_once_and_who_advertises_it()
    {
        for (var i = 0; i < 3; i++)
        {
            _errors.Hear(new Error(ErrorCode.Local_Resolve, "nohost:9092/2: Failed to resolve"));
            _errors.Hear(new Error(ErrorCode.Local_Transport, "other:9092/1: Connection refused"));
            _errors.Hear(new Error(ErrorCode.Local_AllBrokersDown, "2/2 brokers are down"));
        }

        Assert.Equal(
            [
                "silence: broker 1 at other:9092 can't be reached (connection refused); is it down?",
                "silence: broker 2 at nohost:9092 can't be reached (its name can't be resolved); this address is advertised by "
                    + "boot:9092,other:9092: see the broker's advertised.listeners",
            ],
            _errors.Explain("silence").Problems
        );
    }

    [Fact]
    public void An_answer_of_a_broker_is_not_blamed_on_another_that_is_down()
    {
        _errors.Hear(new Error(ErrorCode.Local_Transport, "other:9092/1: Connection refused"));
        Assert.Equal(
            "no delivery: the record is larger than the topic takes (max.message.bytes) (MsgSizeTooLarge: too large)",
            _errors.Explain("no delivery", new Error(ErrorCode.MsgSizeTooLarge, "too large")).Message
        );
        Assert.Contains("broker 1 at other:9092", _errors.Explain("no delivery", new Error(ErrorCode.Local_MsgTimedOut, "out")).Message);
    }

    [Fact]
    public void A_failure_without_a_code_is_explained_by_the_last_error()
    {
        Assert.Equal("no partitions", _errors.Explain("no partitions", new Error(ErrorCode.NoError)).Message);
        _errors.Hear(new Error(ErrorCode.Local_Ssl, "handshake"));
        Assert.Contains("TLS", _errors.Explain("no partitions", new Error(ErrorCode.NoError)).Message);
    }

    [Fact]
    public void The_last_error_explains_a_failure_but_never_that_all_brokers_are_down()
    {
        Assert.Equal("silence", _errors.Explain("silence").Message);
        _errors.Hear(new Error(ErrorCode.Local_Ssl, "handshake"));
        _errors.Hear(new Error(ErrorCode.Local_AllBrokersDown, "1/1 brokers are down"));
        Assert.Equal("silence: the TLS connection to the broker failed (Local_Ssl: handshake)", _errors.Explain("silence").Message);
        Assert.Equal(
            "no end: the broker did not answer in time (Local_TimedOut: out)",
            _errors.Explain("no end", new Error(ErrorCode.Local_TimedOut, "out")).Message
        );
    }
}
