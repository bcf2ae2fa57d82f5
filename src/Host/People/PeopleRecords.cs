using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.People;

/// <summary>Decodes records of a topic of people, each by its content-type header. One thread.</summary>
internal sealed class PeopleRecords(WireEncoding withoutHeader)
{
    private readonly PeopleDecoder _decoder = new();
    private readonly PeopleFrame _frame = new();

    /// <summary>Records that were decoded.</summary>
    public long Read { get; private set; }

    /// <summary>Records that could not be decoded.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The error of the first of them.</summary>
    public string FirstProblem { get; private set; } = "";

    /// <summary>The frame of a record, valid until the next call; null if it can't be decoded.</summary>
    public PeopleFrame? Decode(Headers? headers, byte[]? body)
    {
        string problem;
        if (body is null)
            problem = "the record has no body";
        else if (!TryEncoding(headers, out var encoding))
            problem = "its content-type is neither JSON nor Protobuf";
        else if (_decoder.TryDecode(encoding, body, _frame, out var error))
        {
            Read++;
            return _frame;
        }
        else
            problem = error.Detail;
        if (Unreadable++ == 0)
            FirstProblem = problem;
        return null;
    }

    private bool TryEncoding(Headers? headers, out WireEncoding encoding)
    {
        if (headers is not null && headers.TryGetLastBytes(ContentType.Header, out var value) && value is not null)
            return ContentType.TryParse(value, out encoding);
        encoding = withoutHeader;
        return true;
    }
}
