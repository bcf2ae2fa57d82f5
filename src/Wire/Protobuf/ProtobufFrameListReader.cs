using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>
/// Reads the message <c>KeypointFrames</c> of <c>poses.proto</c>. The first frame that is no good is told, and where it can be how many there are.
/// </summary>
internal static class ProtobufFrameListReader
{
    public static Rejection Read(ReadOnlySpan<byte> body, SkeletonCatalogue catalogue, WireLimits limits, KeypointFrames into)
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

            if (into.Count == limits.MaxFrames)
                return into.Reject(Rejection.TooManyFrames, $"the list has more than {limits.MaxFrames} frames");
            if (!reader.TryEnter(out int outer))
                break;
            var frame = into.Add();
            FrameFields fields = default;
            var reason = ProtobufFrameReader.TryRead(ref reader, catalogue, limits.MaxPeople, frame, ref fields)
                ? FrameRules.Judge(in fields, catalogue, frame)
                : FrameRules.Reject(frame, reader.Reason, reader.Detail);
            if (reason != Rejection.None)
                return into.RejectLast(reason, Count(body));
            reader.Leave(outer);
        }

        return reader.Failed ? into.Reject(reader.Reason, reader.Detail) : Rejection.None;
    }

    // -1: what follows is not Protobuf
    private static int Count(ReadOnlySpan<byte> body)
    {
        var reader = new ProtobufReader(body);
        int count = 0;
        while (reader.NextField())
        {
            count += reader.Tag == ListTags.Frame ? 1 : 0;
            if (!reader.TrySkip())
                return -1;
        }
        return reader.Failed ? -1 : count;
    }
}
