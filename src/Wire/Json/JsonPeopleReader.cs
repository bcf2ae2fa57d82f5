using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Json;

/// <summary>
/// Reads the people of a keypoint frame. A person whose own content is wrong is rejected alone: its id and score are read as far as they can be, the rest of
/// it is skipped. Only JSON that is malformed ends the reading, and with strict rules anything wrong.
/// </summary>
internal static class JsonPeopleReader
{
    private const int PersonDepth = 3; // the frame, the list of people, the person

    /// <summary>Reads the list of people.</summary>
    public static bool TryRead(ref JsonScanner json, FrameRules rules, KeypointFrame frame)
    {
        frame.ClearPeople(); // of a repeated list the last one counts
        if (!json.TryOpenList("people"))
            return false;
        while (json.NextItem())
        {
            if (frame.PersonCount == rules.Limits.MaxPeople)
                return json.Fail(Rejection.TooManyPeople, $"people has more than {rules.Limits.MaxPeople} entries");
            frame.AddPerson();
            json.Entry = frame.PersonCount - 1;
            if (!json.TryOpenObject(""))
                return false;
            var start = json.Position;
            if (!TryReadPerson(ref json, frame) && (rules.IsStrict || !TryReject(ref json, start, frame)))
                return false;
            json.Entry = -1;
        }
        return !json.Failed;
    }

    private static bool TryReadPerson(ref JsonScanner json, KeypointFrame frame)
    {
        var hasKeypoints = false;
        while (json.NextMember())
        {
            if (!TryReadField(ref json, frame, ref hasKeypoints))
                return false;
        }
        return !json.Failed && (hasKeypoints || json.Fail(Rejection.MissingField, $"{json.Where("keypoints")} is missing"));
    }

    private static bool TryReadField(ref JsonScanner json, KeypointFrame frame, ref bool hasKeypoints)
    {
        if (json.NameIs("keypoints"u8))
        {
            frame.StartKeypoints();
            var read = !(hasKeypoints = !json.TryNull()) || json.TryKeypoints(frame.Numbers);
            frame.EndKeypoints();
            return read;
        }
        if (json.NameIs("id"u8))
            return TryReadId(ref json, frame);
        return json.NameIs("score"u8) ? TryReadScore(ref json, frame) : json.TrySkip(PersonDepth);
    }

    private static bool TryReadId(ref JsonScanner json, KeypointFrame frame)
    {
        long id = frame.PersonCount - 1;
        var read = json.Peek() switch
        {
            (byte)'"' => json.TryIntegerText("id", out id),
            (byte)'n' => json.TryNull(),
            _ => json.TryNonFiniteWord() || json.TryInteger("id", out id),
        };
        if (!read)
            return false;
        frame.SetId(id);
        return true;
    }

    private static bool TryReadScore(ref JsonScanner json, KeypointFrame frame)
    {
        var score = float.NaN;
        if (!json.TryNull() && !json.TryNonFiniteWord() && !json.TryFloat("score", out score))
            return false;
        frame.SetScore(score);
        return true;
    }

    // The scanner goes back behind the person's brace, and the person is read again without its keypoints.
    private static bool TryReject(ref JsonScanner json, int start, KeypointFrame frame)
    {
        if (json.Error.Reason == Rejection.MalformedJson)
            return false;
        var error = json.Error;
        frame.SetId(frame.PersonCount - 1);
        frame.SetScore(float.NaN);
        json.Reopen(start);
        while (json.NextMember())
        {
            var value = json.Position;
            var isId = json.NameIs("id"u8);
            if (isId ? TryReadId(ref json, frame) : json.NameIs("score"u8) && TryReadScore(ref json, frame))
                continue;
            if (json.Error.Reason == Rejection.MalformedJson)
                return false;
            json.GoBack(value);
            if (!json.TrySkip(PersonDepth))
                return false;
        }
        frame.RejectPerson(frame.PersonCount - 1, error);
        return !json.Failed;
    }
}
