using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Motion;

/// <summary>The names of encodings on the command line.</summary>
internal static class EncodingName
{
    /// <exception cref="ConfigurationException">Neither json nor protobuf.</exception>
    public static WireEncoding Parse(string text) =>
        text.ToLowerInvariant() switch
        {
            "json" => WireEncoding.Json,
            "protobuf" => WireEncoding.Protobuf,
            _ => throw new ConfigurationException($"--encoding {text}: neither json nor protobuf"),
        };
}
