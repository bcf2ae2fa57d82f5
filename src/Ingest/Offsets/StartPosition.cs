using System.Globalization;
using Confluent.Kafka.Admin;
using StreamLift.Poses;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// The position where the group starts to read: its committed offsets, the beginning, the end, or the first record at or after a time. A partition without a
/// committed offset starts at the beginning. For any choice but the committed offsets, the position is committed before the process joins the group, so a
/// partition that moves to another process later continues from there.
/// </summary>
/// <param name="Spec">The offsets to request from the broker, or null for the committed offsets.</param>
public sealed record StartPosition(OffsetSpec? Spec)
{
    /// <summary>Parses the value of <c>--from</c>.</summary>
    /// <exception cref="ConfigurationException">The text is none of the four forms.</exception>
    public static StartPosition Parse(string text) =>
        text.ToLowerInvariant() switch
        {
            "committed" => new((OffsetSpec?)null),
            "earliest" => new(OffsetSpec.Earliest()),
            "latest" => new(OffsetSpec.Latest()),
            _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => new(
                OffsetSpec.ForTimestamp(time.ToUnixTimeMilliseconds())
            ),
            _ => throw new ConfigurationException($"--from {text}: write committed, earliest, latest or a time such as 2026-01-31T12:00:00Z"),
        };
}
