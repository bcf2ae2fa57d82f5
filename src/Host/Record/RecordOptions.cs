using StreamLift.Host.Brokers;
using StreamLift.Host.Record.Reading;
using StreamLift.Rigs;
using StreamLift.Wire;

namespace StreamLift.Host.Record;

/// <summary>The options of <c>record</c>.</summary>
internal sealed record RecordOptions
{
    /// <summary>The topic of people or poses.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>A file, a folder, or an address of VMC.</summary>
    public required string Out { get; init; }

    /// <summary>The format's name; null: the file's ending tells.</summary>
    public string? Format { get; init; }

    /// <summary>Where it begins.</summary>
    public TopicPosition From { get; init; } = TopicPosition.Latest;

    /// <summary>Where it ends; null: when it is stopped.</summary>
    public TopicPosition? To { get; init; }

    /// <summary>How much of each rig or stream is recorded, by the instants' times; null: all.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>The one rig that is recorded; null: all.</summary>
    public string? RigName { get; init; }

    /// <summary>The streams that are recorded; empty: all.</summary>
    public IReadOnlyList<string> Streams { get; init; } = [];

    /// <summary>The ids of the people who are recorded; empty: all.</summary>
    public IReadOnlyList<long> People { get; init; } = [];

    /// <summary>A rig file, for the axis that points up; null: none.</summary>
    public string? RigFile { get; init; }

    /// <summary>The axis of the world that points up, which goes before the rig file's; null: not given.</summary>
    public WorldUp? Up { get; init; }

    /// <summary>Frames per second of the files; null: told by the instants.</summary>
    public double? Rate { get; init; }

    /// <summary>Whether the smoothed joints are recorded.</summary>
    public bool IsSmooth { get; init; }

    /// <summary>The file of layouts of one's own; null: none.</summary>
    public string? Layouts { get; init; }

    /// <summary>How many people VMC gets, each on a port.</summary>
    public int Ports { get; init; } = 1;

    /// <summary>Whether files that are there are replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The encoding of records without a content-type header.</summary>
    public WireEncoding Encoding { get; init; }
}
