using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads a list of keypoint frames from JSON. The first frame that is no good is told, and where it can be how many there are.</summary>
internal static class JsonFrameListReader
{
    /// <summary>Whether the body begins as a list does.</summary>
    public static bool IsList(ReadOnlySpan<byte> body) => new JsonScanner(body).Peek() == '[';

    public static Rejection Read(ReadOnlySpan<byte> body, SkeletonCatalogue catalogue, WireLimits limits, KeypointFrames into)
    {
        var json = new JsonScanner(body) { Outer = 1 };
        json.TryOpen((byte)'[');
        while (json.NextItem())
        {
            if (into.Count == limits.MaxFrames)
                return into.Reject(Rejection.TooManyFrames, $"the list has more than {limits.MaxFrames} frames");
            var frame = into.Add();
            FrameFields fields = default;
            var reason = JsonFrameReader.TryReadObject(ref json, "it", catalogue, limits.MaxPeople, frame, ref fields)
                ? FrameRules.Judge(in fields, catalogue, frame)
                : FrameRules.Reject(frame, json.Reason, json.Detail);
            if (reason != Rejection.None)
                return into.RejectLast(reason, Count(body));
        }

        if (json.Failed || !json.TryEnd())
            return into.Reject(json.Reason, json.Detail);
        return into.Count > 0 ? Rejection.None : into.Reject(Rejection.MissingField, "the list holds no frame");
    }

    // -1: what follows is not JSON
    private static int Count(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body) { Outer = 1 };
        json.TryOpen((byte)'[');
        int count = 0;
        for (; json.NextItem(); count++)
            if (!JsonSkip.TrySkip(ref json, depth: 0))
                return -1;
        return !json.Failed && json.TryEnd() ? count : -1;
    }
}
