using Confluent.Kafka;

namespace StreamLift.Host.Redrive;

/// <summary>Reads the planned dead letters and passes them to the sender in order. One thread.</summary>
internal sealed class RedriveRound(DeadLetterTopic deadLetters, RedrivePlan plan, RedriveProgressLog progress, DeadLetterSender sender)
{
    private readonly DeadLetterOrder<ConsumeResult<byte[]?, byte[]?>> _order = new(plan, RedriveRun.MaxBufferedBytes, record =>
        256 + (record.Message.Value?.Length ?? 0)
    );

    /// <summary>Sends them; each step sends any number, or none.</summary>
    public IEnumerable<int> Send(IReadOnlyDictionary<int, long> begins, IReadOnlyDictionary<int, long> ends, CancellationToken stop)
    {
        foreach (var record in deadLetters.Read(begins, ends, stop))
            if (plan.Find(record.Partition.Value, record.Offset.Value) is >= 0 and var number)
                yield return Offer(number, record);
        foreach (var number in _order.Remaining())
        {
            if (stop.IsCancellationRequested)
                yield break;
            yield return Offer(number, deadLetters.Read(plan[number].Partition, plan[number].Offset));
        }
    }

    private int Offer(int read, ConsumeResult<byte[]?, byte[]?> record)
    {
        var sent = 0;
        foreach (var (number, deadLetter) in _order.Offer(read, record))
        {
            sent++;
            if (plan.IsDuplicate(number))
                progress.Delivered(number); // its duplicate was sent just before
            else
                Send(number, deadLetter.Message);
        }

        return sent;
    }

    private void Send(int number, Message<byte[]?, byte[]?> deadLetter)
    {
        var record = new Message<byte[]?, byte[]?>
        {
            Key = deadLetter.Key,
            Value = deadLetter.Value,
            Headers = DeadLetterHeaders.Original(deadLetter.Headers),
        };
        sender.Send(DeadLetterHeaders.Of(deadLetter.Headers)!, record, () => progress.Delivered(number));
    }
}
