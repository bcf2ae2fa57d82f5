namespace StreamLift.Sink.Tests;

public sealed class InFlightTests
{
    [Fact]
    public void What_is_delivered_counts_though_others_are_still_under_way()
    {
        var inFlight = new InFlight();
        for (var i = 0; i < 3; i++)
            inFlight.Enter();

        inFlight.Leave();
        inFlight.Leave();

        Assert.Equal((3, 2), (inFlight.Entered, inFlight.Delivered));
    }

    [Fact]
    public void Deliveries_of_many_threads_are_all_counted()
    {
        var inFlight = new InFlight();

        Parallel.For(0, 10_000, _ => inFlight.Leave());

        Assert.Equal(10_000, inFlight.Delivered);
    }
}
