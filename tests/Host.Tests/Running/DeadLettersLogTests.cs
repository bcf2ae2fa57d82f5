using System.Text;
using Confluent.Kafka;
using StreamLift.Host.Running;
using StreamLift.Wire;

namespace StreamLift.Host.Tests.Running;

public sealed class DeadLettersLogTests : IDisposable
{
    private readonly LoggedSink _sink = new();
    private readonly DeadLettersLog _letters;

    public DeadLettersLogTests() => _letters = new DeadLettersLog(_sink.Telemetry, "in.dead-letters", _sink.Clock, _sink.Said);

    public void Dispose() => _sink.Dispose();

    [Fact]
    public void First_dead_letter_of_each_reason_is_logged_with_its_place_and_detail()
    {
        Send("malformed", 7);
        Send("malformed", 8);
        Send("unknown-layout", 9);
        Assert.Equal(
            [
                "record rejected: topic in, partition 2, offset 7: malformed: what is wrong; "
                    + "it goes to topic in.dead-letters, and further records of this reason are only counted",
                "record rejected: topic in, partition 2, offset 9: unknown-layout: what is wrong; "
                    + "it goes to topic in.dead-letters, and further records of this reason are only counted",
            ],
            _sink.Said.Lines
        );
    }

    [Fact]
    public async Task Later_dead_letters_are_counted_by_reason_at_intervals_and_at_the_end()
    {
        using var stop = new CancellationTokenSource();
        var logging = _letters.RunAsync(stop.Token);
        Deliver(Rejection.UnknownLayout);
        _letters.Write();
        Assert.Empty(_sink.Said.Lines);
        Deliver(Rejection.UnknownLayout);
        _letters.Write();
        Deliver(Rejection.UnknownLayout, Rejection.UnknownLayout, Rejection.TooManyFrames, Rejection.TooManyFrames);
        await stop.CancelAsync();
        await logging;
        Assert.Equal(
            [
                "1 more dead letter to topic in.dead-letters: unknown-layout 1",
                "3 more dead letters to topic in.dead-letters: unknown-layout 2, too-many-frames 1",
            ],
            _sink.Said.Lines
        );
    }

    private void Send(string reason, int offset)
    {
        var letter = new Message<byte[]?, byte[]?> { Headers = [] };
        foreach (
            var (name, value) in ((string, string)[])
                [("reason", reason), ("detail", "what is wrong"), ("topic", "in"), ("partition", "2"), ("offset", $"{offset}")]
        )
            letter.Headers.Add($"streamlift-{name}", Encoding.UTF8.GetBytes(value));
        _sink.Telemetry.FirstDeadLetters.Report(letter, "in.dead-letters");
    }

    private void Deliver(params Rejection[] reasons) => _sink.Deliver(reasons, (batch, reason) => batch.Reject(batch.Count - 1, reason));
}
