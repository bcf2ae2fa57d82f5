using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Json;

/// <summary>Reads a person's keypoints: one flat list, or a list for each joint.</summary>
internal static class JsonKeypoints
{
    /// <summary>
    /// Reads <c>[x,y,s,x,y,s,…]</c>, <c>[[x,y,s],…]</c> or <c>[[x,y],…]</c>. A <c>null</c> and the words that Python writes for numbers that are not
    /// finite become NaN: the joint was not seen. A joint without a score has the score 1, and 0 at (0, 0), which is where
    /// detectors put a joint that was not found.
    /// </summary>
    public static bool TryKeypoints(this scoped ref JsonScanner json, FloatArena into)
    {
        if (!json.TryOpenList("keypoints"))
            return false;
        return json.Peek() is (byte)'[' or (byte)'n' or (byte)'N' or (byte)'I' or (byte)'-' && IsNested(json.Rest)
            ? TryJoints(ref json, into)
            : json.TryNumberItems("keypoints", into, words: true);
    }

    private static bool TryJoints(scoped ref JsonScanner json, FloatArena into)
    {
        for (json.Row = 0; json.NextItem(); json.Row++)
        {
            if (json.TryNull() || json.TryNonFiniteWord())
            {
                Append(into, float.NaN, float.NaN, float.NaN);
                continue;
            }
            var start = into.Length;
            if (!json.TryOpenList("keypoints") || !json.TryNumberItems("keypoints", into, words: true))
                return false;
            var count = into.Length - start;
            if (count == 2)
            {
                var joint = into.Row(start, 2);
                into.Reserve(1)[0] = joint is [0, 0] ? 0 : 1;
                into.Advance(1);
            }
            else if (count != 3)
                return json.Fail(Rejection.KeypointCount, $"{json.Where("keypoints")} has {count} numbers; [x, y, score] or [x, y] was expected");
        }
        json.Row = -1;
        return !json.Failed;
    }

    private static void Append(FloatArena into, float x, float y, float score)
    {
        var room = into.Reserve(3);
        (room[0], room[1], room[2]) = (x, y, score);
        into.Advance(3);
    }

    // Whether the first value that is no null, and no word for a number that is not finite, is a list.
    private static bool IsNested(ReadOnlySpan<byte> list)
    {
        var first = list.IndexOfAnyExcept(" \t\r\n,nulNaIfity-"u8);
        return first >= 0 && list[first] == '[';
    }
}
