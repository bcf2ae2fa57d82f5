using Confluent.Kafka;
using StreamLift.Wire;

namespace StreamLift.Serdes;

/// <summary>How a consumed record is encoded.</summary>
internal static class RecordEncoding
{
    /// <exception cref="PoseFormatException">The record has no value, or its header names another encoding.</exception>
    public static WireEncoding Of(bool isNull, Headers? headers, WireEncoding withoutHeader)
    {
        if (isNull)
            throw new PoseFormatException(new DecodeError(Rejection.Tombstone, "the record has no value"));
        if (headers is null || !headers.TryGetLastBytes(ContentType.Header, out var value) || value is null)
            return withoutHeader;
        return ContentType.TryParse(value, out var encoding)
            ? encoding
            : throw new PoseFormatException(
                new DecodeError(Rejection.UnknownContentType, $"header {ContentType.Header} is neither application/json nor application/x-protobuf")
            );
    }
}
