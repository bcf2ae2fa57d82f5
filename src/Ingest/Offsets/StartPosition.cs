using System.Globalization;
using Confluent.Kafka.Admin;
using StreamLift.Poses;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// Where the group begins when a process starts: at its committed offsets (without one, at the beginning), at the beginning, at the end, or
/// at the first record at or after a time. Anything but the first is made the group's committed offsets before the process joins, so that
/// partitions which move later go on where they were.
/// </summary>
/// <param name="Spec">The offsets to ask the broker for; null: the committed ones.</param>
public sealed record StartPosition(OffsetSpec? Spec)
{
    /// <exception cref="ConfigurationException">It is none of the four.</exception>
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
