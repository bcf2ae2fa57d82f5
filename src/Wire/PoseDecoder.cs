using System.Text.Unicode;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Wire;

/// <summary>
/// Reads lifted frames, for readers of the output topic. It never throws and has no state: any number of threads may use one, each with a
/// frame of its own.
/// </summary>
public sealed class PoseDecoder
{
    /// <summary>Reads the body of a record that holds one frame, no list.</summary>
    /// <param name="encoding">How it is written.</param>
    /// <param name="body">The record's value.</param>
    /// <param name="into">Gets the frame.</param>
    /// <param name="problem">One line for a person when it can't be read; else empty.</param>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, PoseFrame into, out string problem)
    {
        into.Clear();
        problem = encoding == WireEncoding.Json ? ReadJson(body, into) : ReadProtobuf(body, into);
        if (problem.Length == 0)
            problem = Judge(into);
        return problem.Length == 0;
    }

    /// <summary>Reads one record's body, a frame or a list of frames.</summary>
    /// <param name="encoding">How it is written.</param>
    /// <param name="body">The record's value.</param>
    /// <param name="into">Gets the frames; whole only where there is no problem.</param>
    /// <param name="problem">One line for a person when it can't be read; else empty.</param>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, PoseFrames into, out string problem)
    {
        into.Clear();
        into.IsList = encoding == WireEncoding.Json ? JsonFrameListReader.IsList(body) : ListTags.IsList(body);
        if (!into.IsList)
            return TryDecode(encoding, body, into.Add(), out problem);
        problem = encoding == WireEncoding.Json ? ReadJsonList(body, into) : ReadProtobufList(body, into);
        return problem.Length == 0;
    }

    private static string ReadJsonList(ReadOnlySpan<byte> body, PoseFrames into)
    {
        if (!Utf8.IsValid(body))
            return "the body is not UTF-8";
        var json = new JsonScanner(body) { Outer = 1 };
        json.TryOpen((byte)'[');
        while (json.NextItem())
        {
            var frame = into.Add();
            string problem = JsonPoseReader.TryReadObject(ref json, "it", frame) ? Judge(frame) : json.Detail;
            if (problem.Length > 0)
                return $"frame {into.Count}: {problem}";
        }
        if (json.Failed || !json.TryEnd())
            return json.Detail;
        return into.Count > 0 ? "" : "the list holds no frame";
    }

    private static string ReadProtobufList(ReadOnlySpan<byte> body, PoseFrames into)
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
            if (!reader.TryEnter(out int outer))
                break;
            var frame = into.Add();
            string problem = ProtobufPoseReader.TryRead(ref reader, frame) ? Judge(frame) : reader.Detail;
            if (problem.Length > 0)
                return $"frame {into.Count}: {problem}";
            reader.Leave(outer);
        }
        return reader.Detail;
    }

    private static string ReadJson(ReadOnlySpan<byte> body, PoseFrame into)
    {
        if (!Utf8.IsValid(body))
            return "the body is not UTF-8";
        var json = new JsonScanner(body);
        return JsonPoseReader.TryRead(ref json, into) ? "" : json.Detail;
    }

    private static string ReadProtobuf(ReadOnlySpan<byte> body, PoseFrame into)
    {
        var reader = new ProtobufReader(body);
        return ProtobufPoseReader.TryRead(ref reader, into) ? "" : reader.Detail;
    }

    private static string Judge(PoseFrame frame)
    {
        if (frame.Stream.IsEmpty)
            return "stream is missing";
        for (int person = 0; person < frame.People; person++)
        {
            var joints = frame.Joints(person);
            var sigma = frame.Sigma(person);
            if (joints.Length % 3 != 0)
                return $"people[{person}].joints has {joints.Length} numbers; three for each joint were expected";
            if (sigma.Length != 0 && sigma.Length * 3 != joints.Length)
                return $"people[{person}].sigma has {sigma.Length} numbers for {joints.Length / 3} joints";
            if (NonFinite.IndexIn(joints) >= 0 || NonFinite.IndexIn(sigma) >= 0)
                return $"people[{person}] has a number that is not finite";
        }
        return "";
    }
}
