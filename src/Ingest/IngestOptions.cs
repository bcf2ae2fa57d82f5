using StreamLift.Ingest.Group;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Ingest;

/// <summary>The settings of reading from Kafka, from the configuration section <c>StreamLift:Ingest</c>.</summary>
public sealed class IngestOptions
{
    /// <summary>The bootstrap brokers as <c>host:port</c>, separated by commas.</summary>
    public string Bootstrap { get; set; } = "";

    /// <summary>The topics to read, separated by commas. A name that begins with ^ is a regular expression.</summary>
    public string Input { get; set; } = "";

    /// <summary>The consumer group.</summary>
    public string Group { get; set; } = "streamlift";

    /// <summary>The delivery guarantee. With exactly once, the sink's transactions commit the offsets and the consumer commits none.</summary>
    public Guarantee Guarantee { get; set; } = Guarantee.AtLeastOnce;

    /// <summary>The interval between offset commits. Null selects the default interval of the guarantee.</summary>
    public TimeSpan? CommitInterval { get; set; }

    /// <summary>
    /// The name of this process in the group, the same after a restart (static membership). With exactly once, the transactional ids contain it.
    /// Empty disables static membership.
    /// </summary>
    public string Instance { get; set; } = "";

    /// <summary>The start position: <c>committed</c>, <c>earliest</c>, <c>latest</c> or a time.</summary>
    public string From { get; set; } = "committed";

    /// <summary>The protocol by which the group assigns partitions.</summary>
    public GroupProtocol GroupProtocol { get; set; } = GroupProtocol.Classic;

    /// <summary>The encoding of a record without a content-type header.</summary>
    public InputEncoding Encoding { get; set; } = InputEncoding.Json;

    /// <summary>The image size, such as <c>1920x1080</c>, of frames that do not state their own. Empty selects the size on the model card.</summary>
    public string Image { get; set; } = "";

    /// <summary>The layout of the keypoints in other tools' records. Empty to decide by their number or names.</summary>
    public string Layout { get; set; } = "";

    /// <summary>The file of additional layouts. Empty selects only the built-in layouts.</summary>
    public string Layouts { get; set; } = "";

    /// <summary>The file of cameras. Empty selects none.</summary>
    public string Cameras { get; set; } = "";

    /// <summary>The greatest size of a record in bytes. A larger record is rejected.</summary>
    public int MaxBytes { get; set; } = 1 << 20;

    /// <summary>The greatest number of people in a frame. A frame with more is rejected.</summary>
    public int MaxPeople { get; set; } = 100;

    /// <summary>The greatest number of frames in a record. A record with more is rejected.</summary>
    public int MaxFrames { get; set; } = 256;

    /// <summary>Whether to stop at the end offsets as read at the start.</summary>
    public bool UntilEnd { get; set; }

    /// <summary>The longest time to wait for records in flight before a partition is revoked or the process ends.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Further librdkafka properties, passed on unchanged.</summary>
    public Dictionary<string, string> Kafka { get; } = [];
}
