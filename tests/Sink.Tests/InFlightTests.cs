namespace StreamLift.Sink.Tests;

public sealed class InFlightTests
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    [Fact]
    public async Task A_wait_ends_when_that_many_are_delivered_though_others_are_still_under_way()
    {
        var inFlight = new InFlight();
        for (var i = 0; i < 3; i++)
            inFlight.Enter();
        var waiting = inFlight.WaitAsync(2, Never);

        inFlight.Leave();
        Assert.False(waiting.IsCompleted);

        inFlight.Leave();
        await waiting;
        Assert.Equal(3, inFlight.Entered);
    }

    [Fact]
    public Task What_was_delivered_before_the_wait_counts()
    {
        var inFlight = new InFlight();
        inFlight.Enter();
        inFlight.Leave();
        return inFlight.WaitAsync(1, Never);
    }

    [Fact]
    public async Task A_failure_ends_the_wait_with_its_exception()
    {
        var inFlight = new InFlight();
        inFlight.Enter();
        var failed = new TaskCompletionSource();
        var waiting = inFlight.WaitAsync(1, failed.Task);

        failed.SetException(new DeliveryException("refused"));

        await Assert.ThrowsAsync<DeliveryException>(() => waiting);
    }
}
