using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Json;

/// <summary>Reads a people frame from JSON. Fields come in any order; of a repeated field the last value counts.</summary>
internal static class JsonPeopleFrameReader
{
    private const int PartDepth = 3; // the frame, the list, the camera or the person

    /// <summary>Reads a frame that is the whole body; the rules are checked afterwards.</summary>
    public static bool TryRead(ref JsonScanner json, PeopleFrame frame)
    {
        if (!json.TryOpenObject("the body"))
            return false;
        var (hasSequence, hasTime) = (false, false);
        while (json.NextMember())
        {
            if (!TryReadField(ref json, frame, ref hasSequence, ref hasTime))
                return false;
        }
        if (json.Failed || !json.TryEnd())
            return false;
        return (hasSequence || json.Fail(Rejection.MissingField, "sequence is missing"))
            && (hasTime || json.Fail(Rejection.MissingField, "timestampMs is missing"));
    }

    private static bool TryReadField(ref JsonScanner json, PeopleFrame frame, ref bool hasSequence, ref bool hasTime)
    {
        if (json.NameIs("people"u8))
            return TryReadPeople(ref json, frame);
        if (json.NameIs("cameras"u8))
            return TryReadCameras(ref json, frame);
        if (json.NameIs("rig"u8))
        {
            var named = TryReadText(ref json, "rig", frame.Text, out var rig);
            frame.RigText = rig;
            return named;
        }
        if (json.NameIs("sequence"u8))
        {
            hasSequence = json.TryInteger("sequence", out var sequence);
            frame.Sequence = sequence;
            return hasSequence;
        }
        if (json.NameIs("timestampMs"u8))
        {
            hasTime = json.TryDouble("timestampMs", out var timestampMs);
            frame.TimestampMs = timestampMs;
            return hasTime;
        }
        if (json.NameIs("layout"u8))
            return JsonPoseReader.TryReadText(ref json, "layout", frame.LayoutText);
        if (json.NameIs("unit"u8))
            return JsonPoseReader.TryReadText(ref json, "unit", frame.UnitText);
        return json.NameIs("space"u8) ? JsonPoseReader.TryReadText(ref json, "space", frame.SpaceText) : json.TrySkip(depth: 1);
    }

    private static bool TryReadCameras(ref JsonScanner json, PeopleFrame frame)
    {
        frame.ClearCameras();
        if (!json.TryOpenList("cameras"))
            return false;
        json.List = "cameras";
        while (json.NextItem())
        {
            json.Entry = frame.CameraCount;
            if (!TryReadCamera(ref json, ref frame.AddCamera(), frame.Text))
                return false;
            json.Entry = -1;
        }
        json.List = "people";
        return !json.Failed;
    }

    private static bool TryReadCamera(ref JsonScanner json, ref PeopleFrame.Camera camera, TextArena text)
    {
        if (!json.TryOpenObject(""))
            return false;
        while (json.NextMember())
        {
            var read =
                json.NameIs("stream"u8) ? TryReadText(ref json, "stream", text, out camera.Stream)
                : json.NameIs("frame"u8) ? json.TryInteger("frame", out camera.Frame)
                : json.NameIs("timestampMs"u8) ? json.TryDouble("timestampMs", out camera.TimestampMs)
                : json.TrySkip(PartDepth);
            if (!read)
                return false;
        }
        return !json.Failed;
    }

    private static bool TryReadPeople(ref JsonScanner json, PeopleFrame frame)
    {
        frame.ClearPeople();
        if (!json.TryOpenList("people"))
            return false;
        while (json.NextItem())
        {
            json.Entry = frame.PersonCount;
            if (!TryReadPerson(ref json, ref frame.AddPerson(), frame))
                return false;
            json.Entry = -1;
        }
        return !json.Failed;
    }

    private static bool TryReadPerson(ref JsonScanner json, ref PeopleFrame.Person person, PeopleFrame frame)
    {
        if (!json.TryOpenObject(""))
            return false;
        while (json.NextMember())
        {
            bool read;
            if (json.NameIs("joints"u8))
                read = JsonPoseReader.TryReadRow(ref json, "joints", frame.Numbers, out person.Joints);
            else if (json.NameIs("sigma"u8))
                read = JsonPoseReader.TryReadRow(ref json, "sigma", frame.Numbers, out person.Sigma);
            else if (json.NameIs("smooth"u8))
                read = JsonPoseReader.TryReadRow(ref json, "smooth", frame.Numbers, out person.Smooth);
            else if (json.NameIs("id"u8))
                read = json.TryInteger("id", out person.Id);
            else if (json.NameIs("source"u8))
                read = TryReadText(ref json, "source", frame.Text, out person.Source);
            else if (json.NameIs("views"u8))
                read = TryReadViews(ref json, ref person, frame);
            else if (json.NameIs("points"u8))
                read = TryReadPoints(ref json, ref person, frame);
            else if (!json.NameIs("reprojection"u8))
                read = json.TrySkip(PartDepth);
            else if (json.TryNull())
                read = true;
            else
                read = json.TryFloat("reprojection", out person.Reprojection);
            if (!read)
                return false;
        }
        return !json.Failed;
    }

    private static bool TryReadViews(ref JsonScanner json, ref PeopleFrame.Person person, PeopleFrame frame)
    {
        person.Views = default;
        if (!json.TryOpenList("views"))
            return false;
        while (json.NextItem())
        {
            if (!json.TryInteger("views", out var view))
                return false;
            frame.AddView(ref person.Views, view is >= 0 and <= int.MaxValue ? (int)view : -1);
        }
        return !json.Failed;
    }

    private static bool TryReadPoints(ref JsonScanner json, ref PeopleFrame.Person person, PeopleFrame frame)
    {
        (person.PointsLayout, person.Points) = (null, default);
        if (json.TryNull())
            return true;
        if (!json.TryOpenObject("points"))
            return false;
        while (json.NextMember())
        {
            var read = true;
            if (json.NameIs("layout"u8))
            {
                read = JsonPoseReader.TryReadText(ref json, "points.layout", frame.PointsLayoutText);
                person.PointsLayout = frame.PointsLayoutText.Value;
            }
            else if (json.NameIs("positions"u8))
            {
                read = JsonPoseReader.TryReadRow(ref json, "points.positions", frame.Numbers, out person.Points);
            }
            else
            {
                read = json.TrySkip(PartDepth + 1);
            }

            if (!read)
                return false;
        }
        return !json.Failed;
    }

    private static bool TryReadText(ref JsonScanner json, string field, TextArena into, out (int Start, int Count) text)
    {
        text = default;
        if (!json.TryText(field, out var escaped))
            return false;
        if (!JsonText.TryUnescape(escaped, into.Reserve(escaped.Length), out var length))
            return json.Fail(Rejection.InvalidField, $"{json.Where(field)} contains half of a surrogate pair");
        text = into.Add(length);
        return true;
    }
}
