using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.View.Messages;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.View;

/// <summary>Decodes the records of one topic and shows them. Its first good record says whether it is a topic of people or of poses. One thread.</summary>
/// <param name="hub">Shows them.</param>
/// <param name="topic">The topic's name.</param>
/// <param name="kind">What the topic holds; null: told by the first record that can be decoded.</param>
public sealed class RecordFeed(ViewHub hub, string topic, RecordKind? kind = null)
{
    private readonly PeopleDecoder _peopleDecoder = new();
    private readonly PoseDecoder _poseDecoder = new();
    private readonly PeopleFrame _people = new();
    private readonly PoseFrames _poses = new();

    /// <summary>What the topic holds; null while that is not known.</summary>
    public RecordKind? Kind { get; private set; } = kind;

    /// <summary>Shows a record. One that can't be decoded is counted, and the first one told.</summary>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="body">Its value.</param>
    /// <param name="recordMs">Its timestamp, Unix ms; NaN for none.</param>
    /// <returns>Whether it was decoded.</returns>
    public bool Add(WireEncoding encoding, ReadOnlySpan<byte> body, double recordMs)
    {
        if (Kind is null)
        {
            var told = RecordKinds.Of(encoding, body);
            if (told is not (RecordKind.People or RecordKind.Poses))
            {
                hub.AddUndecodable($"topic {topic} {RecordKinds.Refusal(told)}");
                return false;
            }

            Kind = told;
            hub.Kind ??= told;
        }

        var problem = Kind == RecordKind.People ? People(encoding, body, recordMs) : Poses(encoding, body, recordMs);
        if (problem is not null)
            hub.AddUndecodable($"topic {topic} holds a record that can't be shown: {problem}");
        return problem is null;
    }

    private string? People(WireEncoding encoding, ReadOnlySpan<byte> body, double recordMs)
    {
        if (!_peopleDecoder.TryDecode(encoding, body, _people, out var error))
            return error.Detail;
        hub.Add(_people, recordMs);
        return null;
    }

    private string? Poses(WireEncoding encoding, ReadOnlySpan<byte> body, double recordMs)
    {
        if (!_poseDecoder.TryDecode(encoding, body, _poses, out var error))
            return error.Detail;
        string? problem = null;
        for (var i = 0; i < _poses.Count; i++)
            if (Problem(_poses[i]) is { } wrong)
                problem ??= wrong;
            else
                hub.Add(_poses[i], recordMs);
        return problem;
    }

    private static string? Problem(PoseFrame frame)
    {
        if (!RecordKinds.IsPoses(frame))
            return $"its layout is \"{OneLine.Of(frame.Layout)}\"; a pose has {Skeletons.H36m17.Name}, in mm and camera axes";
        for (var person = 0; person < frame.PersonCount; person++)
            if (frame.Joints(person).Length is not (0 or PosesMessage.JointNumbers))
                return $"people[{person}].joints has {frame.Joints(person).Length} numbers; {PosesMessage.JointNumbers} were expected";
        return null;
    }
}
