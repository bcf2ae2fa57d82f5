using Microsoft.Extensions.Time.Testing;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests;

public sealed class BatchPolicyTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void An_empty_batch_never_leaves() => Assert.False(Policy().Leaves(0, 0, 0, 0, workerIsFree: true, isDry: true));

    [Fact]
    public void Whatever_has_arrived_leaves_when_the_worker_is_free() => Assert.True(Policy().Leaves(1, 1, 0, _clock.GetTimestamp(), workerIsFree: true, isDry: true));

    [Fact]
    public void What_the_client_holds_already_goes_with_it() => Assert.False(Policy().Leaves(1, 1, 0, _clock.GetTimestamp(), workerIsFree: true, isDry: false));

    [Fact]
    public void Once_it_is_worth_a_thread_more_is_not_waited_for() =>
        Assert.True(Policy(maxBatch: 256).Leaves(1, LiftWorker.WorthAThread, 0, _clock.GetTimestamp(), workerIsFree: true, isDry: false));

    [Fact]
    public void A_batch_waits_while_the_worker_is_busy_and_grows() => Assert.False(Policy().Leaves(31, 31, 0, _clock.GetTimestamp(), workerIsFree: false, isDry: true));

    [Fact]
    public void A_full_batch_leaves_though_the_worker_is_busy() => Assert.True(Policy().Leaves(32, 32, 0, _clock.GetTimestamp(), workerIsFree: false, isDry: true));

    [Fact]
    public void Large_records_fill_a_batch_too() => Assert.True(Policy().Leaves(4, 0, BatchPolicy.MaxBytes, _clock.GetTimestamp(), workerIsFree: false, isDry: true));

    [Fact]
    public void Frames_and_records_without_rows_fill_a_batch_too() => Assert.True(Policy().Leaves(Policy().MaxEntries, 0, 0, _clock.GetTimestamp(), workerIsFree: false, isDry: true));

    [Fact]
    public void A_delay_counts_from_the_first_arrival()
    {
        var policy = Policy(delayMs: 5);
        var started = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(3));
        Assert.False(policy.Leaves(1, 1, 0, started, workerIsFree: true, isDry: true));
        Assert.Equal(2, policy.Patience(1, started, workerIsFree: true).TotalMilliseconds, 6);
        _clock.Advance(TimeSpan.FromMilliseconds(2));
        Assert.True(policy.Leaves(1, 1, 0, started, workerIsFree: true, isDry: true));
        Assert.Equal(TimeSpan.Zero, policy.Patience(1, started, workerIsFree: true));
    }

    [Fact]
    public void A_waiting_batch_is_looked_at_again_within_a_millisecond() =>
        Assert.InRange(Policy().Patience(1, _clock.GetTimestamp(), workerIsFree: false).TotalMilliseconds, 0, 1);

    private BatchPolicy Policy(int delayMs = 0, int maxBatch = 32) => new(maxBatch, TimeSpan.FromMilliseconds(delayMs), _clock);
}
