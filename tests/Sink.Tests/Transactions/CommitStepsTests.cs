using Microsoft.Extensions.Time.Testing;
using StreamLift.Sink.Transactions;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests.Transactions;

public sealed class CommitStepsTests
{
    [Fact]
    public void Step_takes_the_time_since_the_step_before_and_a_commit_begins_at_zero()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var steps = new CommitSteps(clock);
        for (var commit = 0; commit < 2; commit++)
        {
            clock.Advance(TimeSpan.FromSeconds(1)); // between two commits
            steps.Begin();
            clock.Advance(TimeSpan.FromMilliseconds(5));
            steps.Ended(CommitStep.Flush);
            clock.Advance(TimeSpan.FromMilliseconds(1));
            steps.Ended(CommitStep.Own);
            clock.Advance(TimeSpan.FromMilliseconds(3));
            steps.Ended(CommitStep.Offsets);
            clock.Advance(TimeSpan.FromMilliseconds(2));
            steps.Ended(CommitStep.Own);
        }

        Assert.Equal(
            (5, 3, 3),
            (steps[CommitStep.Flush].TotalMilliseconds, steps[CommitStep.Own].TotalMilliseconds, steps[CommitStep.Offsets].TotalMilliseconds)
        );
        Assert.Equal(11, steps.Total.TotalMilliseconds);
    }
}
