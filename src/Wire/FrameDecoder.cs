using System.Text.Unicode;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>
/// Decodes keypoint frames. It accepts any bytes and never throws on them. A valid frame needs no allocation once the arrays of the frame have
/// grown. The decoder has no state: any number of threads can share one, each with its own frame.
/// </summary>
public sealed class FrameDecoder
{
    private readonly SkeletonCatalogue _catalogue;
    private readonly WireLimits _limits;

    /// <summary>A decoder of the built-in layouts with the default limits.</summary>
    public FrameDecoder()
        : this(SkeletonCatalogue.BuiltIn, new WireLimits()) { }

    /// <summary>A decoder with its own layouts and limits.</summary>
    /// <param name="catalogue">The layouts that frames may name.</param>
    /// <param name="limits">The largest message that is accepted.</param>
    public FrameDecoder(SkeletonCatalogue catalogue, WireLimits limits) => (_catalogue, _limits) = (catalogue, limits);

    /// <summary>Decodes the value of a record: one frame or a list of frames. A list with an invalid frame is rejected as a whole.</summary>
    /// <param name="encoding">The encoding of the value.</param>
    /// <param name="body">The value; empty for a tombstone.</param>
    /// <param name="into">Receives the frames; not usable after an error.</param>
    /// <param name="error">The first error found.</param>
    /// <returns>Whether the value was decoded.</returns>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, KeypointFrames into, out DecodeError error)
    {
        into.Clear();
        into.IsList = encoding == WireEncoding.Json ? JsonFrameReader.IsList(body) : ListTags.IsList(body);
        if (!into.IsList)
            return TryDecode(encoding, body, into.Add(), out error);
        if (body.Length > _limits.MaxBytes)
            error = TooLong(body);
        else if (encoding == WireEncoding.Protobuf)
            error = ProtobufFrameReader.ReadList(body, _catalogue, _limits, into);
        else
            error = Utf8.IsValid(body) ? JsonFrameReader.ReadList(body, _catalogue, _limits, into) : NotUtf8;
        return !error.IsError;
    }

    /// <summary>Decodes the value of a record that holds one frame, not a list.</summary>
    /// <param name="encoding">The encoding of the value.</param>
    /// <param name="body">The value; empty for a tombstone.</param>
    /// <param name="into">Receives the frame; not usable after an error.</param>
    /// <param name="error">The first error found.</param>
    /// <returns>Whether the value was decoded.</returns>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, KeypointFrame into, out DecodeError error)
    {
        into.Clear();
        if (body.IsEmpty)
            error = new(Rejection.Tombstone, "the record has no body");
        else if (body.Length > _limits.MaxBytes)
            error = TooLong(body);
        else if (encoding == WireEncoding.Protobuf)
            error = ProtobufFrameReader.Read(body, _catalogue, _limits.MaxPeople, into);
        else // One vectorised check of the whole body is cheaper than one of each string.
            error = Utf8.IsValid(body) ? JsonFrameReader.Read(body, _catalogue, _limits.MaxPeople, into) : NotUtf8;
        return !error.IsError;
    }

    internal static DecodeError NotUtf8 => new(Rejection.MalformedJson, "the body is not UTF-8");

    private DecodeError TooLong(ReadOnlySpan<byte> body) =>
        new(Rejection.TooManyBytes, $"the body has {body.Length} bytes; at most {_limits.MaxBytes} are allowed");
}

/// <summary>The largest message that a decoder accepts.</summary>
public sealed record WireLimits
{
    /// <summary>Bytes of a record's value. This bounds memory too: a value of n bytes holds fewer than n/2 numbers.</summary>
    public int MaxBytes { get; init; } = 1 << 20;

    /// <summary>People in one frame.</summary>
    public int MaxPeople { get; init; } = 100;

    /// <summary>Frames in one record.</summary>
    public int MaxFrames { get; init; } = 256;
}
