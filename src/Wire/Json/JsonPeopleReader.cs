using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Json;

/// <summary>Reads the list of people of a keypoint frame.</summary>
internal static class JsonPeopleReader
{
    private const int Depth = 3; // the frame, the list, the person

    public static bool TryRead(ref JsonScanner json, int maxPeople, KeypointFrame frame)
    {
        frame.ClearPeople(); // of lists given twice the last counts
        if (!json.TryOpenList("people"))
            return false;
        while (json.NextItem())
        {
            if (frame.PersonCount == maxPeople)
                return json.Fail(Rejection.TooManyPeople, $"people has more than {maxPeople} entries");
            frame.AddPerson();
            json.Person = frame.PersonCount - 1;
            if (!TryReadPerson(ref json, frame))
                return false;
            json.Person = -1;
        }
        return !json.Failed;
    }

    private static bool TryReadPerson(ref JsonScanner json, KeypointFrame frame)
    {
        bool hasKeypoints = false;
        if (!json.TryOpenObject(""))
            return false;
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
            bool read = !(hasKeypoints = !json.TryNull()) || JsonNumberList.TryRead(ref json, "keypoints", frame.Numbers);
            frame.EndKeypoints();
            return read;
        }
        if (json.NameIs("id"u8))
        {
            long id = frame.PersonCount - 1;
            if (!json.TryNull() && !json.TryInteger("id", out id))
                return false;
            frame.SetId(id);
            return true;
        }
        if (!json.NameIs("score"u8))
            return JsonSkip.TrySkip(ref json, Depth);
        float score = float.NaN;
        if (!json.TryNull() && !json.TryFloat("score", out score))
            return false;
        frame.SetScore(score);
        return true;
    }
}
