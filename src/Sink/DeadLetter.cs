using System.Globalization;
using System.Text;
using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Wire;

namespace StreamLift.Sink;

/// <summary>Rejected records: the original key, bytes and headers, and why. What a dead letter says is written in docs/messages.md.</summary>
internal static class DeadLetter
{
    private static readonly string[] Own =
        ["streamlift-reason", "streamlift-detail", "streamlift-topic", "streamlift-partition", "streamlift-offset", "streamlift-body"];

    /// <summary>The dead letter of a rejected record.</summary>
    public static Message<byte[]?, byte[]?> Of(LiftBatch batch, in Arrival arrival) => new()
    {
        Key = arrival.Key.IsAbsent ? null : batch.Bytes(arrival.Key).ToArray(),
        Value = arrival.Body.IsAbsent ? null : batch.Bytes(arrival.Body).ToArray(),
        Headers = Headers(arrival, arrival.Rejection, arrival.Detail ?? ""),
    };

    /// <summary>The dead letter of a good record whose pose record was too large for the output topic; its body is no longer at hand.</summary>
    public static Message<byte[]?, byte[]?> OfOutput(LiftBatch batch, in Arrival arrival, int size)
    {
        var people = 0;
        foreach (ref readonly var frame in batch.FramesOf(arrival))
            people += frame.People;
        var frames = arrival.IsList ? $"{arrival.Frames} frames and " : "";
        var detail = string.Create(CultureInfo.InvariantCulture, $"the pose record of {frames}{people} people has {size} bytes, more than the producer or the output topic takes (message.max.bytes)");
        var letter = new Message<byte[]?, byte[]?>
        {
            Key = arrival.Key.IsAbsent ? null : batch.Bytes(arrival.Key).ToArray(),
            Headers = Headers(arrival, Rejection.OutputTooLarge, detail),
        };
        letter.Headers.Add("streamlift-body", "omitted"u8.ToArray());
        return letter;
    }

    /// <summary>The same without its body, for a broker that refuses its size.</summary>
    public static Message<byte[]?, byte[]?> WithoutBody(Message<byte[]?, byte[]?> letter)
    {
        var size = letter.Value?.Length ?? 0;
        letter.Headers.TryGetLastBytes("streamlift-detail", out var detail);
        letter.Headers.Remove("streamlift-detail");
        letter.Headers.Add("streamlift-detail", Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(detail ?? [])} (body of {size} bytes omitted: too large for the dead-letter topic)"));
        letter.Headers.Add("streamlift-body", "omitted"u8.ToArray());
        letter.Value = null;
        return letter;
    }

    private static Headers Headers(in Arrival arrival, Rejection reason, string detail)
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
        headers.Add("streamlift-topic", Encoding.UTF8.GetBytes(arrival.Origin.Topic));
        headers.Add("streamlift-partition", Encoding.UTF8.GetBytes(arrival.Origin.Partition.ToString(CultureInfo.InvariantCulture)));
        headers.Add("streamlift-offset", Encoding.UTF8.GetBytes(arrival.Offset.ToString(CultureInfo.InvariantCulture)));
        return headers;
    }
}
