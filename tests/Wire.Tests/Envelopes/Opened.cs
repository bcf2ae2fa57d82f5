using System.Text;
using StreamLift.Wire.Envelopes;

namespace StreamLift.Wire.Tests.Envelopes;

/// <summary>What a record's value turned out to hold, as one line.</summary>
internal static class Opened
{
    /// <summary>The encoding and the message in UTF-8, or the error.</summary>
    public static string Of(ReadOnlySpan<byte> value, string? contentType = null, ReadOnlySpan<byte> schema = default, InputEncoding said = InputEncoding.Json)
    {
        var type = contentType is null ? EnvelopeType.None : EnvelopeTypes.Of(Encoding.UTF8.GetBytes(contentType));
        return new RecordEnvelope(said).TryOpen(value, type, schema, out var message, out var encoding, out var error)
            ? $"{encoding} {Encoding.UTF8.GetString(message)}"
            : error.ToString();
    }

    public static string Of(string value, string? contentType = null, InputEncoding said = InputEncoding.Json) =>
        Of(Encoding.UTF8.GetBytes(value), contentType, default, said);

    /// <summary>The same of a value whose header does not say that it is a CloudEvent; empty where it is none.</summary>
    public static string Unsaid(string value, InputEncoding said = InputEncoding.Json) =>
        new RecordEnvelope(said).TryOpenUnsaid(Encoding.UTF8.GetBytes(value), out var message, out var encoding, out var error)
            ? $"{encoding} {Encoding.UTF8.GetString(message)}"
        : error.IsError ? error.ToString()
        : "";
}
