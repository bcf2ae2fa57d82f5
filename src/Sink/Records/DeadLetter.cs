using System.Globalization;
using System.Text;
using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Wire;

namespace StreamLift.Sink.Records;

/// <summary>Rejected records: the original key, bytes and headers, and why. What a dead letter says is written in docs/messages.md.</summary>
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
    public static Message<byte[]?, byte[]?> Of(LiftBatch batch, in InputRecord arrival) =>
        new()
        {
            Key = arrival.Key.IsAbsent ? null : batch.Bytes(arrival.Key).ToArray(),
            Value = arrival.Value.IsAbsent ? null : batch.Bytes(arrival.Value).ToArray(),
            Headers = Headers(arrival, arrival.Rejection, arrival.Detail ?? ""),
        };

    /// <summary>
    /// The dead letter of a good record whose pose record was too large for the output topic. Its content-type says how the record was encoded. It has no body
    /// where none was
    /// kept: its poses were not expected to be too large.
    /// </summary>
    /// <param name="batch">The record's.</param>
    /// <param name="arrival">The record.</param>
    /// <param name="size">Of the pose record, bytes.</param>
    /// <param name="source">Whether the pose record names its source in a header.</param>
    public static Message<byte[]?, byte[]?> OfOutput(LiftBatch batch, in InputRecord arrival, int size, bool source)
    {
        var people = 0;
        foreach (ref readonly var frame in batch.FramesOf(arrival))
            people += frame.People;
        var frames = arrival.IsList ? $"{arrival.Frames} frames and " : "";
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"the pose record of {frames}{people} people has {size} bytes, more than the producer or the output topic takes (message.max.bytes)"
        );
        var letter = new Message<byte[]?, byte[]?>
        {
            Key = arrival.Key.IsAbsent ? null : batch.Bytes(arrival.Key).ToArray(),
            Value = arrival.Value.IsAbsent ? null : batch.Bytes(arrival.Value).ToArray(),
            Headers = Headers(arrival, Rejection.OutputTooLarge, detail),
        };
        // OutputHeaders has made the pose record's of the input's own
        if (source)
            letter.Headers.Remove("streamlift-source");
        letter.Headers.Remove(ContentType.Header);
        letter.Headers.Add(ContentType.Header, ContentType.Utf8(arrival.Encoding).ToArray());
        if (letter.Value is null)
            letter.Headers.Add("streamlift-body", Omitted);
        return letter;
    }

    /// <summary>
    /// Makes a letter smaller that is too large for its topic: takes its body out; or, where it has none, the headers that came with the record; or its key.
    /// </summary>
    /// <returns>False where there is nothing left to take out.</returns>
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

    private static Headers Headers(in InputRecord arrival, Rejection reason, string detail)
    {
        var headers = new Headers();
        if (arrival.Headers is Headers original)
        {
            foreach (var header in original)
                if (!Own.Contains(header.Key))
                    headers.Add(header.Key, header.GetValueBytes());
        }

        headers.Add("streamlift-reason", Encoding.UTF8.GetBytes(RejectionNames.Of(reason)));
        headers.Add("streamlift-detail", Encoding.UTF8.GetBytes(detail));
        headers.Add("streamlift-topic", Encoding.UTF8.GetBytes(arrival.Partition.Topic));
        headers.Add("streamlift-partition", Encoding.UTF8.GetBytes(arrival.Partition.Partition.ToString(CultureInfo.InvariantCulture)));
        headers.Add("streamlift-offset", Encoding.UTF8.GetBytes(arrival.Offset.ToString(CultureInfo.InvariantCulture)));
        return headers;
    }
}
