namespace StreamLift.Wire;

/// <summary>Why a record was not lifted: one list for the dead-letter header and the metric's tag. <c>docs/messages.md</c> explains each one.</summary>
public enum Rejection : byte
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>The record has no body.</summary>
    Tombstone,

    /// <summary>The body is larger than <see cref="WireLimits.MaxBytes"/>.</summary>
    TooManyBytes,

    /// <summary>The body is not one JSON object, or a list of them, in UTF-8.</summary>
    MalformedJson,

    /// <summary>The body is not a Protobuf message.</summary>
    MalformedProtobuf,

    /// <summary>A required field is missing (or, in JSON, null).</summary>
    MissingField,

    /// <summary>A field has the wrong type or a value out of its range.</summary>
    InvalidField,

    /// <summary>The layout is neither built in nor in the layouts file.</summary>
    UnknownLayout,

    /// <summary>The number of a person's keypoints is not three for each joint of the layout.</summary>
    KeypointCount,

    /// <summary>A number is NaN, infinite or too large for a 32-bit float.</summary>
    NonFinite,

    /// <summary>More people than <see cref="WireLimits.MaxPeople"/>.</summary>
    TooManyPeople,

    /// <summary>More frames in one record than <see cref="WireLimits.MaxFrames"/>.</summary>
    TooManyFrames,

    /// <summary>The content-type header names an unsupported encoding.</summary>
    UnknownContentType,

    /// <summary>The model's features need the camera of the stream, which is not known.</summary>
    NoCamera,

    /// <summary>The poses of the record are larger than the output topic's limit.</summary>
    OutputTooLarge,

    /// <summary>Of a person fewer joints are seen than the model needs. The frame goes out.</summary>
    TooFewJoints,

    /// <summary>Of a person none of the joints is seen of which the model needs one, such as hips and knees. The frame goes out.</summary>
    RequiredJoints,

    /// <summary>The record is a CloudEvent, or has a schema registry's prefix, that can't be read.</summary>
    MalformedEnvelope,

    /// <summary>Strict: something is probably wrong with the frame or its stream.</summary>
    Suspect,
}
