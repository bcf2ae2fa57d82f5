using System.Text.Unicode;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Wire;

/// <summary>
/// Decodes pose frames, for readers of the output topic. It accepts any bytes and never throws on them. The decoder has no state: any number of threads can
/// share one, each with its own frame.
/// </summary>
public sealed class PoseDecoder
{
    /// <summary>Decodes the value of a record that holds one frame, not a list.</summary>
    /// <param name="encoding">The encoding of the value.</param>
    /// <param name="body">The value.</param>
    /// <param name="into">Receives the frame; not usable after an error.</param>
    /// <param name="error">The first error found.</param>
    /// <returns>Whether the value was decoded.</returns>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, PoseFrame into, out DecodeError error)
    {
        into.Clear();
        error = encoding == WireEncoding.Json ? ReadJson(body, into) : ReadProtobuf(body, into);
        return !error.IsError;
    }

    /// <summary>Decodes the value of a record: one frame or a list of frames.</summary>
    /// <param name="encoding">The encoding of the value.</param>
    /// <param name="body">The value.</param>
    /// <param name="into">Receives the frames; not usable after an error.</param>
    /// <param name="error">The first error found.</param>
    /// <returns>Whether the value was decoded.</returns>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, PoseFrames into, out DecodeError error)
    {
        into.Clear();
        into.IsList = encoding == WireEncoding.Json ? JsonFrameReader.IsList(body) : ListTags.IsList(body);
        if (!into.IsList)
            return TryDecode(encoding, body, into.Add(), out error);
        error = encoding == WireEncoding.Json ? ReadJsonList(body, into) : ReadProtobufList(body, into);
        return !error.IsError;
    }

    private static DecodeError ReadJsonList(ReadOnlySpan<byte> body, PoseFrames into)
    {
        if (!Utf8.IsValid(body))
            return FrameDecoder.NotUtf8;
        var json = new JsonScanner(body) { Outer = 1 };
        json.TryOpen((byte)'[');
        while (json.NextItem())
        {
            var frame = into.Add();
            var error = JsonPoseReader.TryReadObject(ref json, "it", frame) ? Check(frame) : json.Error;
            if (error.IsError)
                return OfLast(error, into);
        }
        if (json.Failed || !json.TryEnd())
            return json.Error;
        return into.Count > 0 ? default : new(Rejection.MissingField, "the list has no frames");
    }

    private static DecodeError ReadProtobufList(ReadOnlySpan<byte> body, PoseFrames into)
    {
        var reader = new ProtobufReader(body);
        while (reader.NextField())
        {
            if (reader.Tag != ListTags.Frame)
            {
                if (!reader.TrySkip())
                    break;
                continue;
            }
            if (!reader.TryEnter(out var outer))
                break;
            var frame = into.Add();
            var error = ProtobufPoseReader.TryRead(ref reader, frame) ? Check(frame) : reader.Error;
            if (error.IsError)
                return OfLast(error, into);
            reader.Leave(outer);
        }
        return reader.Error;
    }

    private static DecodeError OfLast(DecodeError error, PoseFrames frames) => new(error.Reason, $"frame {frames.Count}: {error.Detail}");

    private static DecodeError ReadJson(ReadOnlySpan<byte> body, PoseFrame into)
    {
        if (!Utf8.IsValid(body))
            return FrameDecoder.NotUtf8;
        var json = new JsonScanner(body);
        return JsonPoseReader.TryRead(ref json, into) ? Check(into) : json.Error;
    }

    private static DecodeError ReadProtobuf(ReadOnlySpan<byte> body, PoseFrame into)
    {
        var reader = new ProtobufReader(body);
        return ProtobufPoseReader.TryRead(ref reader, into) ? Check(into) : reader.Error;
    }

    private static DecodeError Check(PoseFrame frame)
    {
        if (frame.Stream.IsEmpty)
            return new(Rejection.MissingField, "stream is missing");
        if (frame.Width < 0 || frame.Height < 0 || (frame.Width == 0) != (frame.Height == 0))
            return new(Rejection.InvalidField, $"image is {frame.Width} x {frame.Height} pixels; both must be positive and fit 31 bits");
        var layout = frame.InputLayout.Length > 0 && SkeletonCatalogue.BuiltIn.TryGet(frame.InputLayout, out var known) ? known : null;
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var joints = frame.Joints(person);
            var sigma = frame.Sigma(person);
            if (joints.Length % 3 != 0)
                return new(Rejection.KeypointCount, $"people[{person}].joints has {joints.Length} numbers; expected three for each joint");
            if (sigma.Length != 0 && sigma.Length * 3 != joints.Length)
                return new(Rejection.KeypointCount, $"people[{person}].sigma has {sigma.Length} numbers for {joints.Length / 3} joints");
            if (NonFinite.IndexIn(joints) >= 0 || NonFinite.IndexIn(sigma) >= 0)
                return new(Rejection.NonFinite, $"people[{person}] has a number that is not finite");
            var error = CheckKeypoints(frame.WritableKeypoints(person), person, frame, layout);
            if (error.IsError)
                return error;
        }
        return default;
    }

    // A joint that was not seen becomes 0, 0, 0, as in keypoint frames. Of a layout of one's own the number of joints is not known here.
    private static DecodeError CheckKeypoints(Span<float> keypoints, int person, PoseFrame frame, Skeleton? layout)
    {
        if (keypoints.IsEmpty)
            return default;
        if (frame.InputLayout.Length == 0)
            return new(
                Rejection.MissingField,
                frame.Unit.Length == 0 && frame.Space.Length == 0
                    ? $"people[{person}] has keypoints and no pose: the record is a keypoint frame, which `streamlift run` reads, and not what it writes"
                    : $"inputLayout is missing, and people[{person}] has keypoints"
            );
        if (keypoints.Length % 3 != 0 || (layout is not null && keypoints.Length != 3 * layout.Count))
            return new(
                Rejection.KeypointCount,
                layout is null
                    ? $"people[{person}].keypoints has {keypoints.Length} numbers; expected three for each joint"
                    : $"people[{person}].keypoints has {keypoints.Length} numbers; {layout.Name} has {layout.Count} joints: {3 * layout.Count} expected"
            );
        for (var at = 0; at < keypoints.Length; at += 3)
        {
            var joint = keypoints.Slice(at, 3);
            if (!KeypointFrame.IsSeen(joint))
                joint.Clear();
        }
        return default;
    }
}
