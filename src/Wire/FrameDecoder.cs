using System.Text.Unicode;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>
/// Reads keypoint frames. Whatever the bytes are it answers with a <see cref="Rejection"/> and never throws; a good frame costs no
/// allocation once the frame's arrays have grown. It has no state: any number of threads may use one decoder, each with a frame of its own.
/// </summary>
/// <param name="catalogue">The layouts that are known.</param>
/// <param name="limits">What is taken at most.</param>
public sealed class FrameDecoder(SkeletonCatalogue catalogue, WireLimits limits)
{
    /// <summary>Reads one record's body, a frame or a list of frames. A list with one bad frame is rejected as a whole.</summary>
    /// <param name="encoding">How it is written.</param>
    /// <param name="body">The record's value; empty for a tombstone.</param>
    /// <param name="into">Gets the frames; on a rejection, only its <see cref="KeypointFrames.Detail"/>.</param>
    public Rejection Decode(WireEncoding encoding, ReadOnlySpan<byte> body, KeypointFrames into)
    {
        into.Clear();
        into.IsList = encoding == WireEncoding.Json ? JsonFrameListReader.IsList(body) : ListTags.IsList(body);
        if (!into.IsList)
        {
            var frame = into.Add();
            return into.Reject(Decode(encoding, body, frame), frame.Detail);
        }

        if (body.Length > limits.MaxBytes)
            return into.Reject(Rejection.TooManyBytes, TooLong(body));
        if (encoding == WireEncoding.Protobuf)
            return ProtobufFrameListReader.Read(body, catalogue, limits, into);
        return Utf8.IsValid(body) ? JsonFrameListReader.Read(body, catalogue, limits, into) : into.Reject(Rejection.MalformedJson, "the body is not UTF-8");
    }

    /// <summary>Reads the body of a record that holds one frame, no list.</summary>
    /// <param name="encoding">How it is written.</param>
    /// <param name="body">The record's value; empty for a tombstone.</param>
    /// <param name="into">Gets the frame; on a rejection, only its <see cref="KeypointFrame.Detail"/>.</param>
    public Rejection Decode(WireEncoding encoding, ReadOnlySpan<byte> body, KeypointFrame into)
    {
        into.Clear();
        if (body.IsEmpty)
            return FrameRules.Reject(into, Rejection.Tombstone, "the record has no body");
        if (body.Length > limits.MaxBytes)
            return FrameRules.Reject(into, Rejection.TooManyBytes, TooLong(body));
        FrameFields fields = default;
        var rejection = encoding == WireEncoding.Json ? ReadJson(body, into, ref fields) : ReadProtobuf(body, into, ref fields);
        return rejection == Rejection.None ? FrameRules.Judge(in fields, catalogue, into) : rejection;
    }

    private string TooLong(ReadOnlySpan<byte> body) => $"the body has {body.Length} bytes; at most {limits.MaxBytes} are taken";

    private Rejection ReadJson(ReadOnlySpan<byte> body, KeypointFrame into, ref FrameFields fields)
    {
        // As a whole, in vectors: dearer to do for each text.
        if (!Utf8.IsValid(body))
            return FrameRules.Reject(into, Rejection.MalformedJson, "the body is not UTF-8");
        var json = new JsonScanner(body);
        return JsonFrameReader.TryRead(ref json, catalogue, limits.MaxPeople, into, ref fields)
            ? Rejection.None
            : FrameRules.Reject(into, json.Reason, json.Detail);
    }

    private Rejection ReadProtobuf(ReadOnlySpan<byte> body, KeypointFrame into, ref FrameFields fields)
    {
        var reader = new ProtobufReader(body);
        return ProtobufFrameReader.TryRead(ref reader, catalogue, limits.MaxPeople, into, ref fields)
            ? Rejection.None
            : FrameRules.Reject(into, reader.Reason, reader.Detail);
    }
}
