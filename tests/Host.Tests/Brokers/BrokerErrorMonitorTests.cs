using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Tests;
using StreamLift.Tests.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class BrokerErrorMonitorTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly PrintedLines _lines = new();
    private readonly LineLogProvider _logs;
    private readonly BrokerErrorMonitor _watch;

    public BrokerErrorMonitorTests()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        _logs = new LineLogProvider(_lines);
        _watch = new BrokerErrorMonitor(_logs.CreateLogger("broker"), _clock);
    }

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void Errors_that_pass_are_logged_once_in_ten_seconds_however_many_clients_say_them()
    {
        for (var i = 0; i < 20; i++)
        {
            _watch.Hear(new Error(ErrorCode.Local_AllBrokersDown, $"down {i}"));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            ["down 0", "down 10"],
            _lines.All.Select(line => line[line.IndexOf("down", StringComparison.Ordinal)..line.IndexOf("): the client retries", StringComparison.Ordinal)])
        );
        Assert.False(_watch.Fatal.IsCancellationRequested);
        Assert.Null(_watch.Reason);
    }

    [Fact]
    public void A_fatal_error_ends_the_work_even_right_after_one_that_passes()
    {
        _watch.Hear(new Error(ErrorCode.Local_Transport, "gone"));
        _watch.Hear(new Error(ErrorCode.InvalidProducerEpoch, "fenced", isFatal: true));
        Assert.True(_watch.Fatal.IsCancellationRequested);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, _watch.Reason!.Error.Code);
    }
}
