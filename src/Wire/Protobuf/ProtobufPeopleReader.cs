using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Protobuf;

/// <summary>Reads one person of a keypoint frame.</summary>
internal static class ProtobufPeopleReader
{
    public static bool TryRead(ref ProtobufReader reader, int maxPeople, KeypointFrame frame)
    {
        if (frame.PersonCount == maxPeople)
            return reader.Fail(Rejection.TooManyPeople, $"people has more than {maxPeople} entries");
        if (!reader.TryEnter(out int outer))
            return false;
        frame.AddPerson();
        while (reader.NextField())
        {
            if (!TryReadField(ref reader, frame))
                return false;
        }
        reader.Leave(outer);
        return !reader.Failed;
    }

    private static bool TryReadField(ref ProtobufReader reader, KeypointFrame frame)
    {
        switch (reader.Tag)
        {
            case FrameTags.PersonId:
                bool read = reader.TryInt64(out long id);
                frame.SetId(id);
                return read;
            case FrameTags.PersonScore:
                bool scored = reader.TryFloat(out float score);
                frame.SetScore(score);
                return scored && (float.IsFinite(score) || reader.Fail(Rejection.NonFinite, $"people[{frame.PersonCount - 1}].score is {score}"));
            case FrameTags.PersonKeypoints or FrameTags.PersonKeypoint:
                int start = frame.Numbers.Length;
                if (!reader.TryFloats(frame.Numbers))
                    return false;
                frame.EndKeypoints();
                var numbers = frame.Numbers.Row(start, frame.Numbers.Length - start);
                int bad = NonFinite.IndexIn(numbers);
                return bad < 0
                    || reader.Fail(Rejection.NonFinite, $"people[{frame.PersonCount - 1}].keypoints[{start - frame.KeypointsStart + bad}] is {numbers[bad]}");
            default:
                return reader.TrySkip();
        }
    }
}
