using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Protobuf;

/// <summary>Reads the message <c>PeopleFrame</c> of <c>poses.proto</c>.</summary>
internal static class ProtobufPeopleReader
{
    private static readonly uint JointsSingle = PeoplePartTags.Single(PeoplePartTags.Joints, WireType.Fixed32);
    private static readonly uint SigmaSingle = PeoplePartTags.Single(PeoplePartTags.Sigma, WireType.Fixed32);
    private static readonly uint SmoothSingle = PeoplePartTags.Single(PeoplePartTags.Smooth, WireType.Fixed32);
    private static readonly uint ViewsSingle = PeoplePartTags.Single(PeoplePartTags.Views, WireType.Varint);
    private static readonly uint PositionsSingle = PeoplePartTags.Single(PeoplePartTags.Positions, WireType.Fixed32);

    /// <summary>Reads a frame that is the whole body; the rules are checked afterwards.</summary>
    public static bool TryRead(ref ProtobufReader reader, PeopleFrame frame)
    {
        while (reader.NextField())
        {
            if (!TryReadField(ref reader, frame))
                return false;
        }
        return !reader.Failed;
    }

    private static bool TryReadField(ref ProtobufReader reader, PeopleFrame frame)
    {
        switch (reader.Tag)
        {
            case PeopleTags.Rig:
                var named = TryText(ref reader, frame.Text, out var rig);
                frame.RigText = rig;
                return named;
            case PeopleTags.Sequence:
                var numbered = reader.TryInt64(out var sequence);
                frame.Sequence = sequence;
                return numbered;
            case PeopleTags.TimestampMs:
                var timed = reader.TryDouble(out var timestampMs);
                frame.TimestampMs = timestampMs;
                return timed;
            case PeopleTags.Layout:
                return ProtobufPoseReader.TryReadText(ref reader, frame.LayoutText);
            case PeopleTags.Unit:
                return ProtobufPoseReader.TryReadText(ref reader, frame.UnitText);
            case PeopleTags.Space:
                return ProtobufPoseReader.TryReadText(ref reader, frame.SpaceText);
            case PeopleTags.Camera:
                return TryReadCamera(ref reader, ref frame.AddCamera(), frame.Text);
            case PeopleTags.Person:
                return TryReadPerson(ref reader, ref frame.AddPerson(), frame);
            default:
                return reader.TrySkip();
        }
    }

    private static bool TryReadCamera(ref ProtobufReader reader, ref PeopleFrame.Camera camera, TextArena text)
    {
        if (!reader.TryEnter(out var outer))
            return false;
        while (reader.NextField())
        {
            var read = reader.Tag switch
            {
                PeoplePartTags.CameraStream => TryText(ref reader, text, out camera.Stream),
                PeoplePartTags.CameraFrame => reader.TryInt64(out camera.Frame),
                PeoplePartTags.CameraTimestampMs => reader.TryDouble(out camera.TimestampMs),
                _ => reader.TrySkip(),
            };
            if (!read)
                return false;
        }
        reader.Leave(outer);
        return !reader.Failed;
    }

    private static bool TryReadPerson(ref ProtobufReader reader, ref PeopleFrame.Person person, PeopleFrame frame)
    {
        if (!reader.TryEnter(out var outer))
            return false;
        while (reader.NextField())
        {
            var tag = reader.Tag;
            bool read;
            if (tag == PeoplePartTags.Joints || tag == JointsSingle)
                read = ProtobufPoseReader.TryAppend(ref reader, ref person.Joints, frame.Numbers);
            else if (tag == PeoplePartTags.Sigma || tag == SigmaSingle)
                read = ProtobufPoseReader.TryAppend(ref reader, ref person.Sigma, frame.Numbers);
            else if (tag == PeoplePartTags.Smooth || tag == SmoothSingle)
                read = ProtobufPoseReader.TryAppend(ref reader, ref person.Smooth, frame.Numbers);
            else if (tag == PeoplePartTags.Views || tag == ViewsSingle)
                read = TryReadViews(ref reader, ref person, frame);
            else
                read = tag switch
                {
                    PeoplePartTags.Id => reader.TryInt64(out person.Id),
                    PeoplePartTags.Source => TryText(ref reader, frame.Text, out person.Source),
                    PeoplePartTags.Reprojection => reader.TryFloat(out person.Reprojection),
                    PeoplePartTags.Points => TryReadPoints(ref reader, ref person, frame),
                    _ => reader.TrySkip(),
                };
            if (!read)
                return false;
        }
        reader.Leave(outer);
        return !reader.Failed;
    }

    private static bool TryReadViews(ref ProtobufReader reader, ref PeopleFrame.Person person, PeopleFrame frame)
    {
        if (reader.Tag == ViewsSingle)
            return TryReadView(ref reader, ref person, frame);
        if (!reader.TryEnter(out var outer))
            return false;
        while (!reader.IsAtEnd)
        {
            if (!TryReadView(ref reader, ref person, frame))
                return false;
        }
        reader.Leave(outer);
        return true;
    }

    private static bool TryReadView(ref ProtobufReader reader, ref PeopleFrame.Person person, PeopleFrame frame)
    {
        if (!reader.TryInt64(out var view))
            return false;
        frame.AddView(ref person.Views, (int)view);
        return true;
    }

    private static bool TryReadPoints(ref ProtobufReader reader, ref PeopleFrame.Person person, PeopleFrame frame)
    {
        if (!reader.TryEnter(out var outer))
            return false;
        while (reader.NextField())
        {
            var tag = reader.Tag;
            var read = true;
            if (tag == PeoplePartTags.Positions || tag == PositionsSingle)
            {
                read = ProtobufPoseReader.TryAppend(ref reader, ref person.Points, frame.Numbers);
            }
            else if (tag == PeoplePartTags.PointsLayout)
            {
                read = ProtobufPoseReader.TryReadText(ref reader, frame.PointsLayoutText);
                person.PointsLayout = frame.PointsLayoutText.Value;
            }
            else
            {
                read = reader.TrySkip();
            }

            if (!read)
                return false;
        }
        reader.Leave(outer);
        return !reader.Failed;
    }

    private static bool TryText(ref ProtobufReader reader, TextArena into, out (int Start, int Count) text)
    {
        text = default;
        if (!ProtobufPoseReader.TryText(ref reader, out var utf8))
            return false;
        text = into.Add(utf8);
        return true;
    }
}
