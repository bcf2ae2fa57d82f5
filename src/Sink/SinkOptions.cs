using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Sink;

/// <summary>Settings of writing to Kafka: configuration section <c>StreamLift:Sink</c>.</summary>
public sealed class SinkOptions
{
    /// <summary>Brokers to ask first, <c>host:port</c>, separated by commas.</summary>
    public string Bootstrap { get; set; } = "";

    /// <summary>The topic that poses go to.</summary>
    public string Output { get; set; } = "";

    /// <summary>The topic that rejected records go to.</summary>
    public string DeadLetters { get; set; } = "";

    /// <summary>The output's encoding; none: each record's as its input was.</summary>
    public WireEncoding? OutputEncoding { get; set; }

    /// <summary>Whether each pose record says where its input lay, for readers that drop doubles.</summary>
    public bool SourceHeader { get; set; }

    /// <summary>What is promised.</summary>
    public Guarantee Guarantee { get; set; } = Guarantee.AtLeastOnce;

    /// <summary>Exactly once: how long a transaction stays open; null: 100 ms.</summary>
    public TimeSpan? CommitInterval { get; set; }

    /// <summary>Exactly once: a transactional call that takes longer is taken to hang, and the process ends rather than hang with it.</summary>
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a transaction stays open.</summary>
    public TimeSpan Interval => CommitInterval ?? TimeSpan.FromMilliseconds(100);

    /// <summary>Further librdkafka properties, taken as they are.</summary>
    public Dictionary<string, string> Kafka { get; } = [];
}
