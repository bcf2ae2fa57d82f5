using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Evaluate;

/// <summary>Decodes the records of an output topic, each by its content-type header. One thread.</summary>
/// <typeparam name="TContent">What a record holds.</typeparam>
/// <param name="withoutHeader">The encoding of records without the header.</param>
/// <param name="decode">Decodes a record's value.</param>
/// <param name="content">Receives what the values hold.</param>
internal sealed class DecodedRecords<TContent>(WireEncoding withoutHeader, TryDecode<TContent> decode, TContent content)
    where TContent : class
{
    /// <summary>Records that were decoded.</summary>
    public long Read { get; private set; }

    /// <summary>Records that could not be decoded.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The error of the first of them.</summary>
    public string FirstProblem { get; private set; } = "";

    /// <summary>What a record holds, valid until the next call; null if it can't be decoded.</summary>
    public TContent? Decode(Headers? headers, byte[]? body)
    {
        string problem;
        if (body is null)
            problem = "the record has no body";
        else if (!RecordEncodings.TryFind(headers, withoutHeader, out var encoding))
            problem = RecordEncodings.Unknown;
        else if (decode(encoding, body, content, out var error))
        {
            Read++;
            return content;
        }
        else
            problem = error.Detail;
        if (Unreadable++ == 0)
            FirstProblem = problem;
        return null;
    }
}

/// <summary>Decodes the value of a record.</summary>
internal delegate bool TryDecode<TContent>(WireEncoding encoding, ReadOnlySpan<byte> body, TContent into, out DecodeError error);

/// <summary>The records of each kind of output topic.</summary>
internal static class DecodedRecords
{
    /// <summary>Records of poses, the output of <c>run</c>.</summary>
    public static DecodedRecords<PoseFrames> OfPoses(WireEncoding withoutHeader) => new(withoutHeader, new PoseDecoder().TryDecode, new PoseFrames());

    /// <summary>Records of people of rigs, the output of <c>fuse</c>.</summary>
    public static DecodedRecords<PeopleFrame> OfPeople(WireEncoding withoutHeader) => new(withoutHeader, new PeopleDecoder().TryDecode, new PeopleFrame());
}
