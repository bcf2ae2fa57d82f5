using System.Buffers.Binary;
using System.Security.Cryptography;
using Confluent.Kafka;

namespace StreamLift.Host.Redrive;

/// <summary>Looks through the letters once, and keeps of each where it lies and where its record lay. One thread.</summary>
/// <param name="before">What was sent already.</param>
/// <param name="report">Where letters without a body, and records that are no letters, are counted.</param>
internal sealed class DeadLetterIndex(RedriveProgress before, RedriveReport report)
{
    private readonly List<DeadLetterPosition> _places = [];
    private readonly Dictionary<(string Topic, int Partition), int> _sources = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _reasons = [];

    /// <summary>A letter's reason by its number.</summary>
    public string Reason(in DeadLetterPosition letter) => _reasons[letter.Reason];

    /// <summary>Takes in a record.</summary>
    public void Add(ConsumeResult<byte[]?, byte[]?> record)
    {
        if (DeadLetterHeaders.Of(record.Message.Headers) is not { } head)
        {
            report.Foreign++;
            return;
        }

        if (before.IsDone(head.Reason, record.Partition.Value, record.Offset.Value))
            return;
        if (head.IsOmitted)
        {
            report[head.Reason].DeadLetters++;
            report[head.Reason].Omitted++;
            return;
        }

        if (!_numbers.TryGetValue(head.Reason, out var reason))
        {
            _numbers.Add(head.Reason, reason = _reasons.Count);
            _reasons.Add(head.Reason);
        }

        if (!_sources.TryGetValue((head.Topic, head.Partition), out var source))
            _sources.Add((head.Topic, head.Partition), source = _sources.Count);
        _places.Add(new DeadLetterPosition(source, head.Offset, record.Partition.Value, record.Offset.Value, reason, Digest(record.Message)));
    }

    /// <summary>The order to send them in.</summary>
    public RedrivePlan Plan() => new(_places);

    private static ulong Digest(Message<byte[]?, byte[]?> message)
    {
        Span<byte> digest = stackalloc byte[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(message.Key, digest);
        SHA256.HashData(message.Value, digest[SHA256.HashSizeInBytes..]);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest) ^ BinaryPrimitives.ReadUInt64BigEndian(digest[SHA256.HashSizeInBytes..]);
    }
}
