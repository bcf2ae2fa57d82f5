namespace StreamLift.Wire;

/// <summary>What the service is told of the encoding of its input records. <see cref="WireEncoding"/> is what a record turns out to be.</summary>
public enum InputEncoding : byte
{
    /// <summary>UTF-8 JSON.</summary>
    Json,

    /// <summary>The messages of <c>poses.proto</c>.</summary>
    Protobuf,

    /// <summary>Each record's content tells.</summary>
    Auto,
}
