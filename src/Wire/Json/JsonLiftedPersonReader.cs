using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads one person of a pose frame.</summary>
internal static class JsonLiftedPersonReader
{
    private const int Depth = 3; // the frame, the list, the person

    public static bool TryRead(ref JsonScanner json, ref PoseFrame.Person person, FloatArena numbers)
    {
        if (!json.TryOpenObject(""))
            return false;
        while (json.NextMember())
        {
            bool read = true;
            if (json.NameIs("joints"u8))
                read = TryReadRow(ref json, "joints", numbers, out person.Joints);
            else if (json.NameIs("sigma"u8))
                read = TryReadRow(ref json, "sigma", numbers, out person.Sigma);
            else if (json.NameIs("id"u8))
                read = json.TryInteger("id", out person.Id);
            else if (!json.NameIs("score"u8))
                read = JsonSkip.TrySkip(ref json, Depth);
            else if (json.TryNull())
                person.Score = float.NaN;
            else
                read = json.TryFloat("score", out person.Score);
            if (!read)
                return false;
        }
        return !json.Failed;
    }

    private static bool TryReadRow(ref JsonScanner json, string field, FloatArena numbers, out (int Start, int Count) row)
    {
        int start = numbers.Length;
        bool read = json.TryNull() || JsonNumberList.TryRead(ref json, field, numbers);
        row = (start, numbers.Length - start);
        return read;
    }
}
