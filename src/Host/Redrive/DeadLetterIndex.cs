using System.Buffers.Binary;
using System.Security.Cryptography;
using Confluent.Kafka;

namespace StreamLift.Host.Redrive;

/// <summary>Reads all dead letters once and keeps the position of each and of its original record. One thread.</summary>
/// <param name="before">The progress of earlier redrives.</param>
/// <param name="report">Counts dead letters without a body, and records that are not dead letters.</param>
internal sealed class DeadLetterIndex(RedriveProgress before, RedriveReport report)
{
    private readonly List<DeadLetterPosition> _positions = [];
    private readonly Dictionary<(string Topic, int Partition), int> _sources = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _reasons = [];

    /// <summary>A dead letter's reason.</summary>
    public string Reason(in DeadLetterPosition deadLetter) => _reasons[deadLetter.Reason];

    /// <summary>Adds a record.</summary>
    public void Add(ConsumeResult<byte[]?, byte[]?> record)
    {
        if (DeadLetterHeaders.Of(record.Message.Headers) is not { } headers)
        {
            report.Foreign++;
            return;
        }

        if (before.IsDone(headers.Reason, record.Partition.Value, record.Offset.Value))
            return;
        if (headers.IsOmitted)
        {
            report[headers.Reason].DeadLetters++;
            report[headers.Reason].Omitted++;
            return;
        }

        if (!_numbers.TryGetValue(headers.Reason, out var reason))
        {
            _numbers.Add(headers.Reason, reason = _reasons.Count);
            _reasons.Add(headers.Reason);
        }

        if (!_sources.TryGetValue((headers.Topic, headers.Partition), out var source))
            _sources.Add((headers.Topic, headers.Partition), source = _sources.Count);
        _positions.Add(new DeadLetterPosition(source, headers.Offset, record.Partition.Value, record.Offset.Value, reason, Digest(record.Message)));
    }

    /// <summary>The order to send them in.</summary>
    public RedrivePlan Plan() => new(_positions);

    private static ulong Digest(Message<byte[]?, byte[]?> message)
    {
        Span<byte> digest = stackalloc byte[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(message.Key, digest);
        SHA256.HashData(message.Value, digest[SHA256.HashSizeInBytes..]);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest) ^ BinaryPrimitives.ReadUInt64BigEndian(digest[SHA256.HashSizeInBytes..]);
    }
}
