using System.Text.Unicode;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>
/// Decodes people frames, for readers of the second stage's output topic. It accepts any bytes and never throws on them. The decoder has no state: any number
/// of threads can share one, each with its own frame.
/// </summary>
public sealed class PeopleDecoder
{
    /// <summary>Decodes the value of a record.</summary>
    /// <param name="encoding">The encoding of the value.</param>
    /// <param name="body">The value.</param>
    /// <param name="into">Receives the frame; not usable after an error.</param>
    /// <param name="error">The first error found.</param>
    /// <returns>Whether the value was decoded.</returns>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, PeopleFrame into, out DecodeError error)
    {
        into.Clear();
        error = encoding == WireEncoding.Json ? ReadJson(body, into) : ReadProtobuf(body, into);
        return !error.IsError;
    }

    private static DecodeError ReadJson(ReadOnlySpan<byte> body, PeopleFrame into)
    {
        if (!Utf8.IsValid(body))
            return FrameDecoder.NotUtf8;
        var json = new JsonScanner(body);
        return JsonPeopleFrameReader.TryRead(ref json, into) ? Check(into) : json.Error;
    }

    private static DecodeError ReadProtobuf(ReadOnlySpan<byte> body, PeopleFrame into)
    {
        var reader = new ProtobufReader(body);
        return ProtobufPeopleReader.TryRead(ref reader, into) ? Check(into) : reader.Error;
    }

    private static DecodeError Check(PeopleFrame frame)
    {
        if (frame.Rig.IsEmpty)
            return new(Rejection.MissingField, "rig is missing");
        if (frame.Sequence < 0)
            return new(Rejection.InvalidField, $"sequence is {frame.Sequence}; 0 or more was expected");
        if (!double.IsFinite(frame.TimestampMs))
            return new(Rejection.NonFinite, "timestampMs is not finite");
        for (var camera = 0; camera < frame.CameraCount; camera++)
        {
            if (frame.CameraStream(camera).IsEmpty)
                return new(Rejection.MissingField, $"cameras[{camera}].stream is missing");
            if (!double.IsFinite(frame.CameraTimestampMs(camera)))
                return new(Rejection.NonFinite, $"cameras[{camera}].timestampMs is not finite");
        }
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var error = CheckPerson(frame, person);
            if (error.IsError)
                return error;
        }
        return default;
    }

    private static DecodeError CheckPerson(PeopleFrame frame, int person)
    {
        var (joints, sigma, smooth) = (frame.Joints(person).Length, frame.Sigma(person).Length, frame.Smooth(person).Length);
        var source = frame.Source(person);
        var count = Skeletons.H36m17.Count;
        if (joints != 3 * count)
            return new(Rejection.KeypointCount, $"people[{person}].joints has {joints} numbers; {3 * count} were expected");
        if (sigma != count)
            return new(Rejection.KeypointCount, $"people[{person}].sigma has {sigma} numbers; {count} were expected");
        if (smooth != 0 && smooth != joints)
            return new(Rejection.KeypointCount, $"people[{person}].smooth has {smooth} numbers; {joints} were expected, or none");
        if (source.Length != count || source.ContainsAnyExcept("tlp"u8))
            return new(Rejection.InvalidField, $"people[{person}].source must be {count} letters: t, l or p");
        foreach (var view in frame.Views(person))
            if ((uint)view >= (uint)frame.CameraCount)
                return new(Rejection.InvalidField, $"people[{person}].views names a camera that is none of the {frame.CameraCount} in cameras");
        if (
            NonFinite.IndexIn(frame.Joints(person)) >= 0
            || NonFinite.IndexIn(frame.Sigma(person)) >= 0
            || NonFinite.IndexIn(frame.Smooth(person)) >= 0
            || float.IsInfinity(frame.Reprojection(person))
        )
            return new(Rejection.NonFinite, $"people[{person}] has a number that is not finite");
        return CheckPoints(frame, person);
    }

    // A joint with one number missing has none.
    private static DecodeError CheckPoints(PeopleFrame frame, int person)
    {
        var layout = frame.PointsLayout(person);
        var points = frame.WritablePoints(person);
        if (points.IsEmpty)
            return default;
        if (layout.Length == 0)
            return new(Rejection.MissingField, $"people[{person}].points.layout is missing");
        // of a layout of one's own the number of joints is not known here
        var expected = SkeletonCatalogue.BuiltIn.TryGet(layout, out var skeleton) ? 3 * skeleton.Count : points.Length;
        if (points.Length % 3 != 0 || points.Length != expected)
            return new(
                Rejection.KeypointCount,
                $"people[{person}].points.positions has {points.Length} numbers; expected three for each joint of {QuotedExcerpt.Of(layout)}"
            );
        for (var at = 0; at < points.Length; at += 3)
            if (NonFinite.IndexIn(points.Slice(at, 3)) >= 0)
                points.Slice(at, 3).Fill(float.NaN);
        return default;
    }
}
