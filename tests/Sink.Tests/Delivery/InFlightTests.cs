using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Tests.Delivery;

public sealed class InFlightTests
{
    private readonly InFlight _inFlight = new();

    [Fact]
    public void Next_burst_of_records_waits_for_those_already_sent_and_not_for_later_ones()
    {
        _inFlight.Enter();
        _inFlight.Enter();
        _inFlight.Ship();
        _inFlight.Enter();

        _inFlight.Leave();
        Assert.False(_inFlight.IsIdle);

        _inFlight.Leave();
        Assert.True(_inFlight.IsIdle);
        Assert.False(_inFlight.IsEmpty);
    }

    [Fact]
    public void Deliveries_on_many_threads_are_all_counted()
    {
        for (var i = 0; i < 10_000; i++)
            _inFlight.Enter();

        Parallel.For(0, 10_000, _ => _inFlight.Leave());

        Assert.True(_inFlight.IsEmpty);
    }
}
