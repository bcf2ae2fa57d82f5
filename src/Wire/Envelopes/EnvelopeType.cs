namespace StreamLift.Wire.Envelopes;

/// <summary>What a record's content-type header says that the value is.</summary>
internal enum EnvelopeType : byte
{
    /// <summary>There is no header.</summary>
    None,

    /// <summary>JSON, the message itself.</summary>
    Json,

    /// <summary>Protobuf, the message itself.</summary>
    Protobuf,

    /// <summary>A CloudEvent in JSON, with the message in it: the structured content mode.</summary>
    CloudEvent,

    /// <summary>A list of CloudEvents in JSON, which the Kafka binding does not have.</summary>
    CloudEventBatch,

    /// <summary>A CloudEvent in another format than JSON.</summary>
    OtherCloudEvent,

    /// <summary>Anything else.</summary>
    Unknown,
}
