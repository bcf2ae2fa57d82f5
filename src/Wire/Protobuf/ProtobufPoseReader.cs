using System.Text.Unicode;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Protobuf;

/// <summary>Reads the message <c>PoseFrame</c> of <c>poses.proto</c>.</summary>
internal static class ProtobufPoseReader
{
    // Of the message. A number takes four bytes, and no writer puts more than two or three parts of a field into a message.
    private const int MostNumbersAByte = 4;

    public static bool TryRead(ref ProtobufReader reader, PoseFrame frame)
    {
        while (reader.NextField())
        {
            if (!TryReadField(ref reader, frame))
                return false;
        }
        return !reader.Failed;
    }

    private static bool TryReadField(ref ProtobufReader reader, PoseFrame frame)
    {
        switch (reader.Tag)
        {
            case PoseTags.Stream:
                if (!TryText(ref reader, out var text))
                    return false;
                text.CopyTo(frame.ReserveStream(text.Length));
                return true;
            case PoseTags.Frame:
                var numbered = reader.TryInt64(out var number);
                frame.FrameNumber = number;
                return numbered;
            case PoseTags.TimestampMs:
                var timed = reader.TryInt64(out var timestampMs);
                frame.TimestampMs = timestampMs;
                return timed;
            case PoseTags.Layout:
                return TryReadText(ref reader, frame.LayoutText);
            case PoseTags.Unit:
                return TryReadText(ref reader, frame.UnitText);
            case PoseTags.Space:
                return TryReadText(ref reader, frame.SpaceText);
            case PoseTags.Model:
                return TryReadText(ref reader, frame.ModelText);
            case PoseTags.InputLayout:
                return TryReadText(ref reader, frame.InputLayoutText);
            case PoseTags.Image:
                return TryReadImage(ref reader, frame);
            case PoseTags.Person:
                return TryReadPerson(ref reader, ref frame.AddPerson(), frame.Numbers);
            default:
                return reader.TrySkip();
        }
    }

    /// <summary>Reads a text of UTF-8.</summary>
    public static bool TryText(ref ProtobufReader reader, out ReadOnlySpan<byte> text) =>
        reader.TryBytes(out text) && (Utf8.IsValid(text) || reader.Malformed("a text is not UTF-8"));

    /// <summary>Reads a text that is the same in nearly every message.</summary>
    public static bool TryReadText(ref ProtobufReader reader, CachedString into)
    {
        if (!TryText(ref reader, out var text))
            return false;
        into.Set(text);
        return true;
    }

    private static bool TryReadPerson(ref ProtobufReader reader, ref PoseFrame.Person person, FloatArena numbers)
    {
        person.Id = 0; // Protobuf does not write a 0
        if (!reader.TryEnter(out var outer))
            return false;
        while (reader.NextField())
        {
            var read = reader.Tag switch
            {
                PoseTags.PersonId => reader.TryInt64(out person.Id),
                PoseTags.PersonScore => reader.TryFloat(out person.Score),
                PoseTags.PersonJoints or PoseTags.PersonJoint => TryAppend(ref reader, ref person.Joints, numbers),
                PoseTags.PersonSigma or PoseTags.PersonSigmaSingle => TryAppend(ref reader, ref person.Sigma, numbers),
                PoseTags.PersonKeypoints or PoseTags.PersonKeypoint => TryAppend(ref reader, ref person.Keypoints, numbers),
                PoseTags.PersonRejected => TryReadRejected(ref reader, ref person),
                _ => reader.TrySkip(),
            };
            if (!read)
                return false;
        }
        reader.Leave(outer);
        return !reader.Failed;
    }

    private static bool TryReadRejected(ref ProtobufReader reader, ref PoseFrame.Person person)
    {
        if (!TryText(ref reader, out var reason))
            return false;
        person.Rejected = RejectionNames.Text(reason);
        return true;
    }

    private static bool TryReadImage(ref ProtobufReader reader, PoseFrame frame)
    {
        var fields = new FrameFields { Width = frame.Width, Height = frame.Height }; // the parts of a message that comes twice are merged
        if (!ProtobufFrameReader.TryReadImage(ref reader, ref fields))
            return false;
        (frame.Width, frame.Height) = ((int)fields.Width, (int)fields.Height);
        return true;
    }

    /// <summary>
    /// Reads an occurrence of a repeated field. It may come in several parts with other fields between them: the numbers read so far then move to the end,
    /// where more can follow. Where that is again and again, the message is refused: it would cost memory with the square of its length.
    /// </summary>
    public static bool TryAppend(ref ProtobufReader reader, ref (int Start, int Count) row, FloatArena numbers)
    {
        if (row.Start + row.Count != numbers.Length)
        {
            if (numbers.Length + row.Count > (long)MostNumbersAByte * reader.Length)
                return reader.Malformed("the numbers of a field come in too many parts");
            numbers.Reserve(row.Count);
            numbers.Row(row.Start, row.Count).CopyTo(numbers.Reserve(row.Count));
            row.Start = numbers.Length;
            numbers.Advance(row.Count);
        }
        if (!reader.TryFloats(numbers))
            return false;
        row.Count = numbers.Length - row.Start;
        return true;
    }
}
