using System.Text.Unicode;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>
/// Reads the messages <c>KeypointFrame</c> and <c>KeypointFrames</c> of <c>poses.proto</c>, merging as Protobuf specifies: of a repeated single field the last
/// value counts, and occurrences of <c>image</c> are merged.
/// </summary>
internal static class ProtobufFrameReader
{
    /// <summary>Reads a frame that is the whole body.</summary>
    public static DecodeError Read(ReadOnlySpan<byte> body, FrameRules rules, KeypointFrame frame)
    {
        var reader = new ProtobufReader(body);
        FrameFields fields = default;
        return TryReadFrame(ref reader, rules, frame, ref fields) ? FrameDecoder.Check(in fields, rules, frame) : reader.Error;
    }

    /// <summary>Reads a list of frames. The error names the first invalid frame and, when the rest is valid Protobuf, the length of the list.</summary>
    public static DecodeError ReadList(ReadOnlySpan<byte> body, FrameRules rules, KeypointFrames into)
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
            if (into.Count == rules.Limits.MaxFrames)
                return new(Rejection.TooManyFrames, $"the list has more than {rules.Limits.MaxFrames} frames");
            if (!reader.TryEnter(out var outer))
                break;
            var frame = into.Add();
            FrameFields fields = default;
            var isRead = TryReadFrame(ref reader, rules, frame, ref fields);
            var error = isRead ? FrameDecoder.Check(in fields, rules, frame) : reader.Error;
            if (error.IsError)
                return FrameDecoder.OfLast(error, into, Count(body));
            reader.Leave(outer);
        }
        return reader.Error;
    }

    // The number of frames in a list; -1 when it is not valid Protobuf.
    private static int Count(ReadOnlySpan<byte> body)
    {
        var reader = new ProtobufReader(body);
        var count = 0;
        while (reader.NextField())
        {
            count += reader.Tag == ListTags.Frame ? 1 : 0;
            if (!reader.TrySkip())
                return -1;
        }
        return reader.Failed ? -1 : count;
    }

    private static bool TryReadFrame(ref ProtobufReader reader, FrameRules rules, KeypointFrame frame, ref FrameFields fields)
    {
        fields.HasPeople = true; // Protobuf does not write an empty list
        while (reader.NextField())
        {
            if (!TryReadField(ref reader, rules, frame, ref fields))
                return false;
        }
        return !reader.Failed;
    }

    private static bool TryReadField(ref ProtobufReader reader, FrameRules rules, KeypointFrame frame, ref FrameFields fields) =>
        reader.Tag switch
        {
            FrameTags.Stream => TryReadStream(ref reader, frame),
            FrameTags.Frame => fields.HasFrame = reader.TryInt64(out fields.Frame),
            FrameTags.TimestampMs => fields.HasTimestamp = reader.TryInt64(out fields.TimestampMs),
            FrameTags.Layout => TryReadLayout(ref reader, rules.Catalogue, ref fields),
            FrameTags.Image => TryReadImage(ref reader, ref fields),
            FrameTags.Person => TryReadPerson(ref reader, rules.Limits.MaxPeople, frame),
            FrameTags.Normalised => TryReadNormalised(ref reader, ref fields),
            _ => reader.TrySkip(),
        };

    private static bool TryReadNormalised(ref ProtobufReader reader, ref FrameFields fields)
    {
        if (!reader.TryInt64(out var value))
            return false;
        fields.IsNormalised = value != 0;
        return true;
    }

    private static bool TryReadStream(ref ProtobufReader reader, KeypointFrame frame)
    {
        if (!reader.TryBytes(out var text))
            return false;
        text.CopyTo(frame.ReserveStream(text.Length));
        return Utf8.IsValid(text) || reader.Malformed("stream is not UTF-8");
    }

    private static bool TryReadLayout(ref ProtobufReader reader, SkeletonCatalogue catalogue, ref FrameFields fields)
    {
        if (!reader.TryBytes(out var text))
            return false;
        fields.LayoutName = text;
        fields.HasLayout = !text.IsEmpty;
        fields.Layout = catalogue.TryGet(text, out var layout) ? layout : null;
        return Utf8.IsValid(text) || reader.Malformed("layout is not UTF-8");
    }

    /// <summary>Reads a message <c>ImageSize</c>; the numbers are not checked.</summary>
    public static bool TryReadImage(ref ProtobufReader reader, ref FrameFields fields)
    {
        fields.HasImage = true;
        if (!reader.TryEnter(out var outer))
            return false;
        while (reader.NextField())
        {
            var tag = reader.Tag;
            var isSize = tag is FrameTags.ImageWidth or FrameTags.ImageHeight;
            long pixels = 0;
            if (!(isSize ? reader.TryInt64(out pixels) : reader.TrySkip()))
                return false;
            // An int32 is written as a 64-bit varint; its low 32 bits count.
            if (tag == FrameTags.ImageWidth)
                fields.Width = (int)pixels;
            else if (isSize)
                fields.Height = (int)pixels;
        }
        reader.Leave(outer);
        return !reader.Failed;
    }

    private static bool TryReadPerson(ref ProtobufReader reader, int maxPeople, KeypointFrame frame)
    {
        if (frame.PersonCount == maxPeople)
            return reader.Fail(Rejection.TooManyPeople, $"people has more than {maxPeople} entries");
        if (!reader.TryEnter(out var outer))
            return false;
        frame.AddPerson();
        while (reader.NextField())
        {
            if (!TryReadPersonField(ref reader, frame))
                return false;
        }
        reader.Leave(outer);
        return !reader.Failed;
    }

    private static bool TryReadPersonField(ref ProtobufReader reader, KeypointFrame frame)
    {
        switch (reader.Tag)
        {
            case FrameTags.PersonId:
                var read = reader.TryInt64(out var id);
                frame.SetId(id);
                return read;
            case FrameTags.PersonScore:
                var scored = reader.TryFloat(out var score);
                frame.SetScore(float.IsFinite(score) ? score : float.NaN); // no score
                return scored;
            case FrameTags.PersonKeypoints or FrameTags.PersonKeypoint:
                if (!reader.TryFloats(frame.Numbers))
                    return false;
                frame.EndKeypoints(); // a joint with a number that is not finite counts as not seen
                return true;
            default:
                return reader.TrySkip();
        }
    }
}
