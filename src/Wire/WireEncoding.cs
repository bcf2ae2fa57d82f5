namespace StreamLift.Wire;

/// <summary>How a message's bytes are written. The same fields and the same rules hold in both.</summary>
public enum WireEncoding : byte
{
    /// <summary>UTF-8 JSON, <c>application/json</c>.</summary>
    Json,

    /// <summary>The messages of <c>poses.proto</c>, <c>application/x-protobuf</c>.</summary>
    Protobuf,
}
