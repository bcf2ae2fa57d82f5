using System.Text.Unicode;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>
/// Reads the message <c>KeypointFrame</c> of <c>poses.proto</c>, merging as Protobuf says: of a single field the last counts, parts of
/// <c>image</c> add up.
/// </summary>
internal static class ProtobufFrameReader
{
    public static bool TryRead(ref ProtobufReader reader, SkeletonCatalogue catalogue, int maxPeople, KeypointFrame frame, ref FrameFields fields)
    {
        fields.HasPeople = true; // an empty list leaves no trace in Protobuf
        while (reader.NextField())
        {
            if (!TryReadField(ref reader, catalogue, maxPeople, frame, ref fields))
                return false;
        }
        return !reader.Failed;
    }

    private static bool TryReadField(ref ProtobufReader reader, SkeletonCatalogue catalogue, int maxPeople, KeypointFrame frame, ref FrameFields fields) =>
        reader.Tag switch
        {
            FrameTags.Stream => TryReadStream(ref reader, frame),
            FrameTags.Frame => fields.HasFrame = reader.TryInt64(out fields.Frame),
            FrameTags.TimestampMs => fields.HasTimestamp = reader.TryInt64(out fields.TimestampMs),
            FrameTags.Layout => TryReadLayout(ref reader, catalogue, ref fields),
            FrameTags.Image => TryReadImage(ref reader, ref fields),
            FrameTags.Person => ProtobufPeopleReader.TryRead(ref reader, maxPeople, frame),
            _ => reader.TrySkip(),
        };

    private static bool TryReadStream(ref ProtobufReader reader, KeypointFrame frame)
    {
        if (!reader.TryBytes(out var text))
            return false;
        text.CopyTo(frame.StreamRoom(text.Length));
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

    private static bool TryReadImage(ref ProtobufReader reader, ref FrameFields fields)
    {
        fields.HasImage = true;
        if (!reader.TryEnter(out int outer))
            return false;
        while (reader.NextField())
        {
            uint tag = reader.Tag;
            bool isSize = tag is FrameTags.ImageWidth or FrameTags.ImageHeight;
            long pixels = 0;
            if (!(isSize ? reader.TryInt64(out pixels) : reader.TrySkip()))
                return false;
            // An int32 is written as a varint of 64 bits, of which the low 32 count.
            if (tag == FrameTags.ImageWidth)
                fields.Width = (int)pixels;
            else if (isSize)
                fields.Height = (int)pixels;
        }
        reader.Leave(outer);
        return !reader.Failed;
    }
}
