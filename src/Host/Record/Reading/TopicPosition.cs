using System.Globalization;
using System.Text.RegularExpressions;
using StreamLift.Poses;

namespace StreamLift.Host.Record.Reading;

/// <summary>Where a recording begins or ends in a topic.</summary>
internal sealed partial record TopicPosition
{
    private TopicPosition() { }

    /// <summary>The beginning of every partition.</summary>
    public static TopicPosition Earliest { get; } = new() { IsEarliest = true };

    /// <summary>The end of every partition when the command starts.</summary>
    public static TopicPosition Latest { get; } = new() { IsLatest = true };

    /// <summary>Whether it is the beginning.</summary>
    public bool IsEarliest { get; private init; }

    /// <summary>Whether it is the end.</summary>
    public bool IsLatest { get; private init; }

    /// <summary>The time, compared with the records' timestamps in Kafka.</summary>
    public DateTimeOffset? Time { get; private init; }

    /// <summary>An offset of each partition that is named. Other partitions are not read.</summary>
    public IReadOnlyDictionary<int, long>? Offsets { get; private init; }

    /// <summary>Parses the value of <c>--from</c>.</summary>
    /// <exception cref="ConfigurationException">The text is no position.</exception>
    public static TopicPosition ParseFrom(string text) =>
        text.ToLowerInvariant() switch
        {
            "earliest" => Earliest,
            "latest" => Latest,
            _ => Parse("--from", text, "earliest, latest"),
        };

    /// <summary>Parses the value of <c>--to</c>.</summary>
    /// <exception cref="ConfigurationException">The text is no position.</exception>
    public static TopicPosition ParseTo(string text) => text.Equals("end", StringComparison.OrdinalIgnoreCase) ? Latest : Parse("--to", text, "end");

    // offsets first: 0/12 would be a date
    private static TopicPosition Parse(string flag, string text, string words)
    {
        if (OffsetList().IsMatch(text))
            return new() { Offsets = ParseOffsets(flag, text) };
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return new() { Time = time };
        throw new ConfigurationException(
            $"{flag} {OneLine.Of(text)}: write {words}, a time such as 2026-01-31T12:00:00Z, or PARTITION/OFFSET for each partition, such as 0/1200,1/980"
        );
    }

    private static Dictionary<int, long> ParseOffsets(string flag, string text)
    {
        var offsets = new Dictionary<int, long>();
        foreach (var pair in text.Split(','))
        {
            var parts = pair.Split('/');
            if (
                !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
                || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            )
                throw new ConfigurationException($"{flag} {OneLine.Of(text)}: {OneLine.Of(pair)} is too large");
            if (!offsets.TryAdd(partition, offset))
                throw new ConfigurationException($"{flag} {OneLine.Of(text)}: partition {partition} is there twice");
        }

        return offsets;
    }

    [GeneratedRegex(@"^\d+/\d+(,\d+/\d+)*$")]
    private static partial Regex OffsetList();
}
