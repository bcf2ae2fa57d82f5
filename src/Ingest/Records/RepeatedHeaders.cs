using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using StreamLift.NativeKafka;

namespace StreamLift.Ingest.Records;

/// <summary>
/// The headers of records. Most producers give every record the same ones: a record whose headers are those of the record before has the same object, which
/// nobody may modify. Poll thread only.
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
        _last = new Headers();
        _names.Clear();
        for (nuint i = 0; TryGet(headers, i, out var name, out var value, out var isNull); i++)
        {
            _names.Add(name.ToArray());
            _last.Add(Encoding.UTF8.GetString(name), isNull ? null : value.ToArray());
        }

        return _last;
    }

    private bool IsSame(nint headers)
    {
        var count = 0;
        for (; TryGet(headers, (nuint)count, out var name, out var value, out var isNull); count++)
        {
            if (count == _names.Count || !name.SequenceEqual(_names[count]))
                return false;
            var last = _last![count].GetValueBytes();
            if (isNull ? last is not null : last is null || !value.SequenceEqual(last))
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
