using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Files.Records;

/// <summary>
/// Reads records of a topic of people or poses. <see cref="Instants"/> are those of the record that was read last, and are used again. Not thread-safe.
/// </summary>
/// <param name="kind">What the records are.</param>
/// <param name="layouts">The layouts of points; null: the built-in ones.</param>
/// <param name="smooth">Whether the smoothed joints are taken where a record has them.</param>
public sealed class RecordReader(RecordKind kind, SkeletonCatalogue? layouts = null, bool smooth = false)
{
    private readonly SkeletonCatalogue _layouts = layouts ?? SkeletonCatalogue.BuiltIn;
    private readonly PeopleDecoder _peopleDecoder = new();
    private readonly PoseDecoder _poseDecoder = new();
    private readonly PeopleFrame _people = new();
    private readonly PoseFrames _poses = new();
    private readonly RecordJson _json = new();
    private readonly List<MotionInstant> _kept = [];

    /// <summary>What the record that was read last holds: one instant, or several where it is a list of frames.</summary>
    public IReadOnlyList<MotionInstant> Instants { get; private set; } = [];

    /// <summary>The people without smoothed joints in all records so far; 0 where those are not wanted.</summary>
    public long WithoutSmooth { get; private set; }

    /// <summary>What a record is, by its content. Null: neither, or damaged.</summary>
    /// <param name="encoding">The record's encoding.</param>
    /// <param name="value">Its value.</param>
    public static RecordKind? Tell(WireEncoding encoding, ReadOnlySpan<byte> value) =>
        new RecordReader(RecordKind.People).TryRead(encoding, value, out _) ? RecordKind.People
        : new RecordReader(RecordKind.Poses).TryRead(encoding, value, out _) ? RecordKind.Poses
        : null;

    /// <summary>Reads a record.</summary>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="value">Its value.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <returns>Whether it could be read.</returns>
    public bool TryRead(WireEncoding encoding, ReadOnlySpan<byte> value, out DecodeError error)
    {
        Instants = [];
        var read = kind == RecordKind.People ? TryReadPeople(encoding, value, out error) : TryReadPoses(encoding, value, out error);
        if (!read)
            Instants = [];
        return read;
    }

    private bool TryReadPeople(WireEncoding encoding, ReadOnlySpan<byte> value, out DecodeError error)
    {
        if (!_peopleDecoder.TryDecode(encoding, value, _people, out error))
            return false;
        // a frame without people can be read as one of the other kind
        if (_people.Space != "world")
        {
            error = new DecodeError(Rejection.InvalidField, "space is not world");
            return false;
        }
        var instant = Kept(0);
        instant.Begin(_people.RigName, MotionSpace.World, _people.Sequence, _people.TimestampMs);
        for (var i = 0; i < _people.PersonCount; i++)
        {
            var person = instant.Add(_people.Id(i));
            WithoutSmooth += smooth && _people.Smooth(i).IsEmpty ? 1 : 0;
            (smooth && !_people.Smooth(i).IsEmpty ? _people.Smooth(i) : _people.Joints(i)).CopyTo(person.Joints);
            _people.Sigma(i).CopyTo(person.Sigma);
            _people.Source(i).CopyTo(person.Origin);
            if (_layouts.TryGet(_people.PointsLayout(i), out var layout) && _people.Points(i).Length == 3 * layout.Count)
                _people.Points(i).CopyTo(person.BeginPoints(layout));
        }
        instant.Json = encoding == WireEncoding.Json ? RecordJson.Compact(value)[0] : _json.Of(_people);
        Instants = [instant];
        return true;
    }

    private bool TryReadPoses(WireEncoding encoding, ReadOnlySpan<byte> value, out DecodeError error)
    {
        if (!_poseDecoder.TryDecode(encoding, value, _poses, out error))
            return false;
        for (var i = 0; i < _poses.Count; i++)
            if (_poses[i].Space != "camera")
            {
                error = new DecodeError(Rejection.InvalidField, "space is not camera");
                return false;
            }
        var json = encoding == WireEncoding.Json ? RecordJson.Compact(value) : [];
        var instants = new List<MotionInstant>(_poses.Count);
        for (var i = 0; i < _poses.Count; i++)
        {
            var instant = Kept(i);
            Fill(instant, _poses[i]);
            instant.Json = encoding == WireEncoding.Json ? json[i] : _json.Of(_poses[i]);
            instants.Add(instant);
        }
        Instants = instants;
        return true;
    }

    private static void Fill(MotionInstant instant, PoseFrame frame)
    {
        instant.Begin(frame.StreamName, MotionSpace.Camera, frame.FrameNumber, frame.TimestampMs);
        for (var i = 0; i < frame.PersonCount; i++)
        {
            // a person of whom too little was seen, or of another layout
            if (frame.Joints(i).Length != Skeletons.PoseWidth)
                continue;
            var person = instant.Add(frame.Id(i));
            frame.Joints(i).CopyTo(person.Joints);
            frame.Sigma(i).CopyTo(person.Sigma);
            person.Origin.AsSpan().Fill((byte)'l');
        }
    }

    private MotionInstant Kept(int place)
    {
        while (_kept.Count <= place)
            _kept.Add(new MotionInstant());
        return _kept[place];
    }
}
