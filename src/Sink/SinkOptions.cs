using System.ComponentModel.DataAnnotations;
using StreamLift.Wire;

namespace StreamLift.Sink;

/// <summary>Settings of writing to Kafka: configuration section <c>StreamLift:Sink</c>.</summary>
public sealed class SinkOptions
{
    /// <summary>Brokers to ask first, <c>host:port</c>, separated by commas.</summary>
    public string Bootstrap { get; set; } = "";

    /// <summary>The topic that poses go to.</summary>
    [Required(ErrorMessage = "no output topic: name one with --output")]
    public string Output { get; set; } = "";

    /// <summary>The topic that rejected records go to.</summary>
    public string DeadLetters { get; set; } = "";

    /// <summary>The output's encoding; none: each record's as its input was.</summary>
    public WireEncoding? OutputEncoding { get; set; }

    /// <summary>Whether each pose record says where its input lay, for readers that drop doubles.</summary>
    public bool SourceHeader { get; set; }

    /// <summary>Further librdkafka properties, taken as they are.</summary>
    public Dictionary<string, string> Kafka { get; } = [];
}
