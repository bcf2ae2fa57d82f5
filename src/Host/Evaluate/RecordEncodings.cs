using Confluent.Kafka;
using StreamLift.Wire;

namespace StreamLift.Host.Evaluate;

/// <summary>The encoding of a record of an output topic.</summary>
internal static class RecordEncodings
{
    /// <summary>The problem of a record with a content-type of another kind.</summary>
    public const string Unknown = "its content-type is neither JSON nor Protobuf";

    /// <summary>The encoding that the content-type header names.</summary>
    /// <param name="headers">The record's headers.</param>
    /// <param name="withoutHeader">The encoding of records without that header.</param>
    /// <param name="encoding">The encoding.</param>
    /// <returns>Whether the header names one, or is not there.</returns>
    public static bool TryFind(Headers? headers, WireEncoding withoutHeader, out WireEncoding encoding)
    {
        if (headers is not null && headers.TryGetLastBytes(ContentType.Header, out var value) && value is not null)
            return ContentType.TryParse(value, out encoding);
        encoding = withoutHeader;
        return true;
    }
}
