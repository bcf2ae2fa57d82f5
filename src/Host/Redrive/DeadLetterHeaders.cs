using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace StreamLift.Host.Redrive;

/// <summary>The content of a dead letter's headers.</summary>
/// <param name="Reason">The reason of the rejection.</param>
/// <param name="Topic">The topic of the original record.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset.</param>
/// <param name="IsOmitted">Whether the dead letter lacks the body.</param>
internal sealed record DeadLetterHeaders(string Reason, string Topic, int Partition, long Offset, bool IsOmitted)
{
    private const string Own = "streamlift-";
    private const string Source = "streamlift-source"; // set by an earlier service: it belongs to the original record

    /// <summary>Reads a record's headers; null if it is not a dead letter of StreamLift.</summary>
    public static DeadLetterHeaders? Of(Headers? headers) =>
        Text(headers, "reason") is { Length: > 0 } reason
        && Text(headers, "topic") is { Length: > 0 } topic
        && int.TryParse(Text(headers, "partition"), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
        && long.TryParse(Text(headers, "offset"), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new DeadLetterHeaders(reason, topic, partition, offset, Text(headers, "body") == "omitted")
            : null;

    /// <summary>The headers of the original record, without those that StreamLift added.</summary>
    public static Headers Original(Headers headers)
    {
        var original = new Headers();
        foreach (var header in headers)
            if (header.Key == Source || !header.Key.StartsWith(Own, StringComparison.Ordinal))
                original.Add(header.Key, header.GetValueBytes());
        return original;
    }

    private static string? Text(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(Own + name, out var value) && value is not null ? Encoding.UTF8.GetString(value) : null;
}
