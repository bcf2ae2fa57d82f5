using Confluent.Kafka;
using StreamLift.Wire.Envelopes;

namespace StreamLift.Sink.Records;

/// <summary>Headers that describe the input's value, and would be wrong beside the output's: the attributes of a CloudEvent, and the id of a schema.</summary>
internal static class InputHeaders
{
    private const string CloudEventPrefix = "ce_";

    /// <summary>Whether a header of this name describes the input's value.</summary>
    public static bool Is(string name) => name.StartsWith(CloudEventPrefix, StringComparison.Ordinal) || name == SchemaPrefix.Header;

    /// <summary>Whether any header does.</summary>
    public static bool AnyIn(Headers headers)
    {
        for (var i = 0; i < headers.Count; i++)
            if (Is(headers[i].Key))
                return true;
        return false;
    }
}
