using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class FirstAnswerTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FirstAnswer _first;

    public FirstAnswerTests() => _first = new FirstAnswer(TimeSpan.FromSeconds(5), _clock);

    [Fact]
    public void Time_counts_from_the_first_request()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(_first.IsOverdue);
        _first.Ask();
        _clock.Advance(TimeSpan.FromSeconds(4));
        _first.Ask();
        Assert.False(_first.IsOverdue);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_first.IsOverdue);
    }

    [Fact]
    public void After_the_first_answer_no_silence_is_too_long()
    {
        _first.Ask();
        _first.Answer();
        _first.Ask();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(_first.IsOverdue);
    }
}
