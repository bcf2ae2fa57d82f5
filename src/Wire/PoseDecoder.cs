using System.Text.Unicode;
using StreamLift.Wire.Json;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Wire;

/// <summary>
/// Reads lifted frames, for readers of the output topic. It never throws and has no state: any number of threads may use one, each with a
/// frame of its own.
/// </summary>
public sealed class PoseDecoder
{
    /// <summary>Reads one record's body.</summary>
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
