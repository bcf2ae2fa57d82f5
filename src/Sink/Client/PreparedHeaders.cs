using System.Text;
using Confluent.Kafka;
using StreamLift.NativeKafka;

namespace StreamLift.Sink.Client;

/// <summary>Headers as librdkafka takes them, made once for the records that have the same ones.</summary>
internal sealed unsafe class PreparedHeaders
{
    private readonly byte[] _bytes; // pinned: the arguments point into it
    private readonly ProduceArgument[] _arguments;

    /// <param name="headers">The headers; nobody may modify them any more.</param>
    public PreparedHeaders(Headers headers)
    {
        Headers = headers;
        _bytes = GC.AllocateUninitializedArray<byte>(1 + SizeOf(headers), pinned: true);
        _arguments = new ProduceArgument[headers.Count];
        fixed (byte* start = _bytes)
        fixed (ProduceArgument* arguments = _arguments)
            Write(headers, start, arguments);
    }

    /// <summary>The headers.</summary>
    public Headers Headers { get; }

    /// <summary>How many bytes <see cref="Write"/> takes at most.</summary>
    public static int SizeOf(Headers headers)
    {
        var size = 0;
        for (var i = 0; i < headers.Count; i++)
            size += Encoding.UTF8.GetMaxByteCount(headers[i].Key.Length) + 1 + (headers[i].GetValueBytes()?.Length ?? 0);
        return size;
    }

    /// <summary>Writes names and values to memory that stays in its place while the arguments are used.</summary>
    public static void Write(Headers headers, byte* memory, ProduceArgument* arguments)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var header = headers[i];
            var name = memory;
            memory += Encoding.UTF8.GetBytes(header.Key, new Span<byte>(memory, Encoding.UTF8.GetMaxByteCount(header.Key.Length)));
            *memory++ = 0;
            var content = header.GetValueBytes();
            content?.CopyTo(new Span<byte>(memory, content.Length));
            arguments[i] = ProduceArgument.Header(name, content is null ? null : memory, content?.Length ?? 0);
            memory += content?.Length ?? 0;
        }
    }

    /// <summary>The arguments, which point to memory of this object: it has to be kept alive while they are used.</summary>
    public void CopyTo(ProduceArgument* arguments)
    {
        for (var i = 0; i < _arguments.Length; i++)
            arguments[i] = _arguments[i];
    }
}
