using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using StreamLift.NativeKafka;

namespace StreamLift.Ingest.Records;

/// <summary>
/// The headers of records. Most producers give every record the same ones: a record whose headers are those of the record before has the same object, which
/// nobody may modify. Others change a value, such as a trace's id: only that header is a new one. Poll thread only.
/// </summary>
internal sealed unsafe class RepeatedHeaders
{
    private readonly List<byte[]> _names = []; // of the headers below
    private Headers? _last;

    /// <summary>The headers of a record; null where it has none.</summary>
    public Headers? Of(KafkaMessage* message)
    {
        nint headers;
        if (RdKafka.MessageHeaders(message, &headers) != 0 || headers == 0)
            return null;
        if (_last is not null && IsSame(headers))
            return _last;
        var next = new Headers();
        for (var i = 0; TryGet(headers, (nuint)i, out var name, out var value, out var isNull); i++)
            next.Add(HeaderAt(i, name, value, isNull));
        _names.RemoveRange(next.Count, _names.Count - next.Count);
        return _last = next;
    }

    // the one of the record before at this place, or with its name, where it can be used again
    private Header HeaderAt(int index, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isNull)
    {
        if (index == _names.Count)
            _names.Add(name.ToArray());
        else if (!name.SequenceEqual(_names[index]))
            _names[index] = name.ToArray();
        else
        {
            var last = (Header)_last![index];
            return IsValue(last, value, isNull) ? last : new Header(last.Key, isNull ? null : value.ToArray());
        }

        return new Header(Encoding.UTF8.GetString(name), isNull ? null : value.ToArray());
    }

    private static bool IsValue(Header header, ReadOnlySpan<byte> value, bool isNull)
    {
        var bytes = header.GetValueBytes();
        return isNull ? bytes is null : bytes is not null && value.SequenceEqual(bytes);
    }

    private bool IsSame(nint headers)
    {
        var count = 0;
        for (; TryGet(headers, (nuint)count, out var name, out var value, out var isNull); count++)
        {
            if (count == _names.Count || !name.SequenceEqual(_names[count]) || !IsValue((Header)_last![count], value, isNull))
                return false;
        }

        return count == _names.Count;
    }

    private static bool TryGet(nint headers, nuint index, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool isNull)
    {
        byte* nameText;
        byte* bytes;
        nuint length;
        name = value = default;
        isNull = true;
        if (RdKafka.HeaderGetAll(headers, index, &nameText, &bytes, &length) != 0)
            return false;
        name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(nameText);
        isNull = bytes is null;
        value = isNull ? default : new ReadOnlySpan<byte>(bytes, (int)length);
        return true;
    }
}
