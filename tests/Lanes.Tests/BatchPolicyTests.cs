using Microsoft.Extensions.Time.Testing;
using StreamLift.Tests;

namespace StreamLift.Lanes.Tests;

public sealed class BatchPolicyTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Empty_batch_is_never_dispatched() => Assert.False(Policy().IsDue(0, 0, 0, 0, isWorkerIdle: true, isDry: true));

    [Fact]
    public void Partial_batch_is_dispatched_when_the_worker_is_free_and_the_queue_is_empty() =>
        Assert.True(Policy().IsDue(1, 1, 0, _clock.GetTimestamp(), isWorkerIdle: true, isDry: true));

    [Fact]
    public void Partial_batch_waits_for_records_already_in_the_client_queue() =>
        Assert.False(Policy().IsDue(1, 1, 0, _clock.GetTimestamp(), isWorkerIdle: true, isDry: false));

    [Fact]
    public void Batch_large_enough_for_a_thread_of_its_own_does_not_wait_for_more_records() =>
        Assert.True(Policy(maxBatch: 256).IsDue(1, LaneExecutor.MinRowsForExtraThread, 0, _clock.GetTimestamp(), isWorkerIdle: true, isDry: false));

    [Fact]
    public void Partial_batch_waits_while_the_worker_is_busy() =>
        Assert.False(Policy().IsDue(31, 31, 0, _clock.GetTimestamp(), isWorkerIdle: false, isDry: true));

    [Fact]
    public void Full_batch_is_dispatched_though_the_worker_is_busy() =>
        Assert.True(Policy().IsDue(32, 32, 0, _clock.GetTimestamp(), isWorkerIdle: false, isDry: true));

    [Fact]
    public void Batch_of_large_records_is_full_at_the_byte_limit() =>
        Assert.True(Policy().IsDue(4, 0, BatchPolicy.MaxBytes, _clock.GetTimestamp(), isWorkerIdle: false, isDry: true));

    [Fact]
    public void Batch_of_records_without_rows_is_full_at_the_entry_limit() =>
        Assert.True(Policy().IsDue(Policy().MaxEntries, 0, 0, _clock.GetTimestamp(), isWorkerIdle: false, isDry: true));

    [Fact]
    public void Batch_delay_counts_from_the_first_arrival()
    {
        var policy = Policy(delayMs: 5);
        var started = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(3));
        Assert.False(policy.IsDue(1, 1, 0, started, isWorkerIdle: true, isDry: true));
        Assert.Equal(2, policy.PollTimeout(1, started, isWorkerIdle: true).TotalMilliseconds, 6);
        _clock.Advance(TimeSpan.FromMilliseconds(2));
        Assert.True(policy.IsDue(1, 1, 0, started, isWorkerIdle: true, isDry: true));
        Assert.Equal(TimeSpan.Zero, policy.PollTimeout(1, started, isWorkerIdle: true));
    }

    [Fact]
    public void Waiting_batch_is_checked_again_within_a_millisecond() =>
        Assert.InRange(Policy().PollTimeout(1, _clock.GetTimestamp(), isWorkerIdle: false).TotalMilliseconds, 0, 1);

    private BatchPolicy Policy(int delayMs = 0, int maxBatch = 32) => new(maxBatch, TimeSpan.FromMilliseconds(delayMs), _clock);
}
