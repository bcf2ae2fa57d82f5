using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace StreamLift.Host.Redrive;

/// <summary>What a dead letter's headers say of it.</summary>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="Topic">Where the record lay.</param>
/// <param name="Partition">Its partition there.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="IsOmitted">Its body is not in the letter.</param>
internal sealed record DeadLetterHeaders(string Reason, string Topic, int Partition, long Offset, bool IsOmitted)
{
    private const string Own = "streamlift-";
    private const string Source = "streamlift-source"; // an earlier service's: it came with the record

    /// <summary>Reads a record's headers; null where it is no dead letter of StreamLift's.</summary>
    public static DeadLetterHeaders? Of(Headers? headers) =>
        Text(headers, "reason") is { Length: > 0 } reason
        && Text(headers, "topic") is { Length: > 0 } topic
        && int.TryParse(Text(headers, "partition"), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
        && long.TryParse(Text(headers, "offset"), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new DeadLetterHeaders(reason, topic, partition, offset, Text(headers, "body") == "omitted")
            : null;

    /// <summary>The headers that the record came with, without what StreamLift wrote.</summary>
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
