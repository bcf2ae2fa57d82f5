using Confluent.Kafka;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Ingest.Records;

/// <summary>
/// Decodes a record inside librdkafka's own memory: the client calls it within Consume, on the poll thread, first with the key, then with
/// the value. It holds the last record until the next is read. It never throws: an exception here would lose the record.
/// </summary>
/// <param name="layouts">That frames may come in.</param>
/// <param name="limits">Of a record.</param>
/// <param name="assumed">The encoding of a record that names none.</param>
/// <param name="views">What each stream is seen through.</param>
/// <param name="outputLimit">Bytes that the output topic takes: of a record whose poses may be more, the value is kept for its dead letter.</param>
internal sealed class RecordDeserializer(
    SkeletonCatalogue layouts,
    WireLimits limits,
    WireEncoding assumed,
    StreamCameraResolver views,
    int outputLimit = int.MaxValue
) : IDeserializer<Consumed>
{
    // JSON with sigmas, seven digits before each point; and names and braces
    private const int PersonAtMost = (51 * 12) + (17 * 10) + 128;
    private const int FrameAtMost = 256;

    private readonly FrameDecoder _decoder = new(layouts, limits);
    private CameraView[] _views = new CameraView[1];
    private byte[] _key = new byte[256];
    private int _keyLength;
    private byte[] _body = new byte[4096];
    private int _bodyLength;

    /// <summary>The frames, where there is no rejection.</summary>
    public KeypointFrames Frames { get; } = new();

    /// <summary>What each frame was seen through, where there is no rejection.</summary>
    public ReadOnlySpan<CameraView> Views => _views.AsSpan(0, Frames.Count);

    /// <summary>Why the record holds no frames.</summary>
    public Rejection Rejection { get; private set; }

    /// <summary>The rejection in words.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>How the record was encoded.</summary>
    public WireEncoding Encoding { get; private set; }

    /// <summary>Whether the record had a key.</summary>
    public bool HasKey => _keyLength >= 0;

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Key => _key.AsSpan(0, Math.Max(_keyLength, 0));

    /// <summary>Whether the record's value was kept: of a rejected one that had any, and of one whose poses may be too large.</summary>
    public bool HasValue => _bodyLength >= 0;

    /// <summary>The value that was kept.</summary>
    public ReadOnlySpan<byte> Value => _body.AsSpan(0, Math.Max(_bodyLength, 0));

    /// <inheritdoc/>
    public Consumed Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (context.Component == MessageComponentType.Key)
            Keep(data, isNull, ref _key, out _keyLength);
        else
            Decode(data, isNull, context.Headers);
        return default;
    }

    private void Decode(ReadOnlySpan<byte> data, bool isNull, Headers? headers)
    {
        Encoding = assumed;
        if (isNull)
        {
            Rejection = Rejection.Tombstone;
            Detail = "the record has no value";
        }
        else if (EncodingOf(headers) is { } encoding)
        {
            Encoding = encoding;
            Rejection = _decoder.Decode(encoding, data, Frames);
            Detail = Rejection == Rejection.None ? "" : Frames.Detail;
            if (Rejection == Rejection.None)
                Look();
        }
        else
        {
            Rejection = Rejection.UnknownContentType;
            Detail = $"header {ContentType.Header} is neither application/json nor application/x-protobuf";
        }

        if (Rejection != Rejection.None || MayOutgrow(headers))
            Keep(data, isNull, ref _body, out _bodyLength);
        else
            _bodyLength = -1;
    }

    private bool MayOutgrow(Headers? headers)
    {
        long size = Math.Max(_keyLength, 0);
        for (var i = 0; i < (headers?.Count ?? 0); i++)
            size += headers![i].Key.Length + (headers[i].GetValueBytes()?.Length ?? 0) + 16;
        for (var i = 0; i < Frames.Count; i++)
            size += FrameAtMost + Frames[i].Stream.Length + ((long)PersonAtMost * Frames[i].PersonCount);
        return size > outputLimit;
    }

    private void Look()
    {
        if (_views.Length < Frames.Count)
            _views = new CameraView[Math.Max(Frames.Count, 2 * _views.Length)];
        for (var i = 0; i < Frames.Count; i++)
        {
            if (views.TryFind(Frames[i], out _views[i], out var problem))
                continue;
            (Rejection, Detail) = (Rejection.NoCamera, Frames.IsList ? $"frame {i + 1} of {Frames.Count}: {problem}" : problem);
            return;
        }
    }

    private WireEncoding? EncodingOf(Headers? headers)
    {
        if (headers is null || headers.Count == 0 || !headers.TryGetLastBytes(ContentType.Header, out var value))
            return assumed;
        return ContentType.TryParse(value, out var encoding) ? encoding : null;
    }

    private static void Keep(ReadOnlySpan<byte> data, bool isNull, ref byte[] into, out int length)
    {
        length = isNull ? -1 : data.Length;
        if (data.Length > into.Length)
            into = new byte[Math.Max(data.Length, into.Length * 2)];
        data.CopyTo(into);
    }
}

/// <summary>The type of a key or value that was taken in while it lay in the client's own memory: nothing is left to hold.</summary>
internal readonly struct Consumed;
