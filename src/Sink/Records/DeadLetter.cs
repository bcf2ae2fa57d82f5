using System.Globalization;
using System.Text;
using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Sink.Records;

/// <summary>Dead letters: the original key, value and headers of a record, and why it was rejected. docs/messages.md describes the headers.</summary>
internal static class DeadLetter
{
    private static readonly string[] Own =
    [
        "streamlift-reason",
        "streamlift-detail",
        "streamlift-topic",
        "streamlift-partition",
        "streamlift-offset",
        "streamlift-body",
        "streamlift-headers",
        "streamlift-key",
    ];

    private static readonly byte[] Omitted = "omitted"u8.ToArray();

    /// <summary>The dead letter of a rejected record.</summary>
    public static Message<byte[]?, byte[]?> Of(RecordBatch batch, in InputRecord record) => Make(batch, record, record.Rejection, record.Detail ?? "");

    /// <summary>
    /// The dead letter of a good record whose output was too large for the output topic. Its content-type header says how the input was encoded. It has no
    /// body where none was kept, because the output was not expected to be too large.
    /// </summary>
    /// <param name="batch">The record's batch.</param>
    /// <param name="index">The record's index.</param>
    /// <param name="size">The output's size, bytes.</param>
    public static Message<byte[]?, byte[]?> OfOutput(RecordBatch batch, int index, int size)
    {
        ref readonly var record = ref batch.Records[index];
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.Describe(index)} has {size} bytes, more than the producer or the output topic takes (message.max.bytes)"
        );
        var letter = Make(batch, record, Rejection.OutputTooLarge, detail);
        if (!letter.Headers.TryGetLastBytes(ContentType.Header, out _))
            letter.Headers.Add(ContentType.Header, ContentType.Utf8(record.Encoding).ToArray());
        if (letter.Value is null)
            letter.Headers.Add("streamlift-body", Omitted);
        return letter;
    }

    /// <summary>
    /// Makes a dead letter smaller that is too large for its topic: removes its body; or, where it has none, the headers that came with the record; or its key.
    /// </summary>
    /// <returns>False where nothing is left to remove.</returns>
    public static bool Shrink(Message<byte[]?, byte[]?> letter)
    {
        if (letter.Value is { } body)
        {
            letter.Value = null;
            Omit(letter, "body", body.Length);
        }
        else if (letter.Headers.Any(header => !Own.Contains(header.Key)))
        {
            var foreign = letter.Headers.Where(header => !Own.Contains(header.Key)).ToList();
            foreach (var name in foreign.Select(header => header.Key).Distinct())
                letter.Headers.Remove(name);
            Omit(letter, "headers", foreign.Sum(header => header.Key.Length + (header.GetValueBytes()?.Length ?? 0)));
        }
        else if (letter.Key is { } key)
        {
            letter.Key = null;
            Omit(letter, "key", key.Length);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void Omit(Message<byte[]?, byte[]?> letter, string what, int bytes)
    {
        letter.Headers.TryGetLastBytes("streamlift-detail", out var detail);
        letter.Headers.Remove("streamlift-detail");
        letter.Headers.Add(
            "streamlift-detail",
            Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(detail ?? [])} ({what} of {bytes} bytes omitted: too large for the dead-letter topic)")
        );
        letter.Headers.Add($"streamlift-{what}", Omitted);
    }

    private static Message<byte[]?, byte[]?> Make(RecordBatch batch, in InputRecord record, Rejection reason, string detail)
    {
        var headers = new Headers();
        foreach (var header in record.Headers as Headers ?? [])
            if (!Own.Contains(header.Key))
                headers.Add(header.Key, header.GetValueBytes());
        headers.Add("streamlift-reason", Encoding.UTF8.GetBytes(RejectionNames.Of(reason)));
        headers.Add("streamlift-detail", Encoding.UTF8.GetBytes(detail));
        headers.Add("streamlift-topic", Encoding.UTF8.GetBytes(record.Partition.Topic));
        headers.Add("streamlift-partition", Encoding.UTF8.GetBytes(record.Partition.Number.ToString(CultureInfo.InvariantCulture)));
        headers.Add("streamlift-offset", Encoding.UTF8.GetBytes(record.Offset.ToString(CultureInfo.InvariantCulture)));
        return new()
        {
            Key = record.Key.IsAbsent ? null : batch.Bytes(record.Key).ToArray(),
            Value = record.Value.IsAbsent ? null : batch.Bytes(record.Value).ToArray(),
            Headers = headers,
        };
    }
}
