using Confluent.Kafka;

namespace StreamLift.Host.Redrive;

/// <summary>Reads the planned letters and hands them to the sender in their order. One thread.</summary>
internal sealed class RedriveRound(DeadLetterTopic letters, RedrivePlan plan, RedriveProgressLog progress, DeadLetterSender sender)
{
    private readonly DeadLetterOrder<ConsumeResult<byte[]?, byte[]?>> _order = new(plan, RedriveRun.MaxBufferedBytes, record =>
        256 + (record.Message.Value?.Length ?? 0)
    );

    /// <summary>Sends them; each step may be one letter or none.</summary>
    public IEnumerable<int> Send(IReadOnlyDictionary<int, long> begins, IReadOnlyDictionary<int, long> ends, CancellationToken stop)
    {
        foreach (var record in letters.Read(begins, ends, stop))
            if (plan.Find(record.Partition.Value, record.Offset.Value) is >= 0 and var number)
                yield return Offer(number, record);
        foreach (var number in _order.Remaining())
        {
            if (stop.IsCancellationRequested)
                yield break;
            yield return Offer(number, letters.Read(plan[number].Partition, plan[number].Offset));
        }
    }

    private int Offer(int read, ConsumeResult<byte[]?, byte[]?> record)
    {
        var sent = 0;
        foreach (var (number, letter) in _order.Offer(read, record))
        {
            sent++;
            if (plan.IsDuplicate(number))
                progress.Delivered(number); // its twin went a moment ago
            else
                Send(number, letter.Message);
        }

        return sent;
    }

    private void Send(int number, Message<byte[]?, byte[]?> letter)
    {
        var record = new Message<byte[]?, byte[]?>
        {
            Key = letter.Key,
            Value = letter.Value,
            Headers = DeadLetterHeaders.Original(letter.Headers),
        };
        sender.Send(DeadLetterHeaders.Of(letter.Headers)!, record, () => progress.Delivered(number));
    }
}
