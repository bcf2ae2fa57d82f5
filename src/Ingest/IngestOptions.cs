using StreamLift.Ingest.Group;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Ingest;

/// <summary>Settings of reading from Kafka: configuration section <c>StreamLift:Ingest</c>.</summary>
public sealed class IngestOptions
{
    /// <summary>Brokers to ask first, <c>host:port</c>, separated by commas.</summary>
    public string Bootstrap { get; set; } = "";

    /// <summary>Topics to read, separated by commas; one that begins with ^ is a regular expression.</summary>
    public string Input { get; set; } = "";

    /// <summary>The consumer group.</summary>
    public string Group { get; set; } = "streamlift";

    /// <summary>What is promised. Exactly once: the sink's transactions commit the offsets, the consumer none.</summary>
    public Guarantee Guarantee { get; set; } = Guarantee.AtLeastOnce;

    /// <summary>How often what is delivered is committed; null: the guarantee's own interval.</summary>
    public TimeSpan? CommitInterval { get; set; }

    /// <summary>
    /// This process's name in the group, kept across restarts (static membership; with exactly-once its transactions bear it too); empty: none.
    /// </summary>
    public string Instance { get; set; } = "";

    /// <summary>Where to begin: <c>committed</c>, <c>earliest</c>, <c>latest</c> or a time.</summary>
    public string From { get; set; } = "committed";

    /// <summary>How the group shares partitions out.</summary>
    public GroupProtocol GroupProtocol { get; set; } = GroupProtocol.Classic;

    /// <summary>The encoding of a record that doesn't say by its content-type header.</summary>
    public WireEncoding Encoding { get; set; } = WireEncoding.Json;

    /// <summary>The image's size for frames that don't give theirs, <c>1920x1080</c>; empty: that of the model's card.</summary>
    public string Image { get; set; } = "";

    /// <summary>A file of layouts of one's own; empty: the built-in ones.</summary>
    public string Layouts { get; set; } = "";

    /// <summary>A file of cameras; empty: none.</summary>
    public string Cameras { get; set; } = "";

    /// <summary>A larger record is rejected.</summary>
    public int MaxBytes { get; set; } = 1 << 20;

    /// <summary>A frame of more people is rejected.</summary>
    public int MaxPeople { get; set; } = 100;

    /// <summary>A record of more frames is rejected.</summary>
    public int MaxFrames { get; set; } = 256;

    /// <summary>Stop at the offsets that were the end at the start.</summary>
    public bool UntilEnd { get; set; }

    /// <summary>How long work in flight may take to be delivered before a revoked partition goes, or the process ends.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Further librdkafka properties, taken as they are.</summary>
    public Dictionary<string, string> Kafka { get; } = [];
}
