using System.Text;
using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Files;

/// <summary>
/// Reads MediaPipe's pose landmarks as its users save them: the result of one image (<c>pose_landmarks</c>, <c>landmarks</c>, or the message
/// <c>NormalizedLandmarkList</c> as JSON), a list of such results, or an object with that list. A landmark is an object with x, y, visibility, or a list x, y,
/// z, visibility. Coordinates are fractions of the image. Source: mediapipe's framework/formats/landmark.proto and the tasks' PoseLandmarkerResult.
/// </summary>
/// <param name="catalogue">The layouts that keypoints may have.</param>
/// <param name="limits">The most frames of a file and people of a frame.</param>
public sealed class MediapipeJson(SkeletonCatalogue catalogue, WireLimits limits)
{
    private static readonly byte[][] Landmarks = Names("pose_landmarks", "poseLandmarks", "landmarks", "landmark", "pose");
    private static readonly byte[][] WorldLandmarks = Names("pose_world_landmarks", "poseWorldLandmarks", "worldLandmarks", "world_landmarks");
    private static readonly byte[][] Lists = Names("frames", "results", "data", "poses");
    private static readonly byte[][] Numbers = Names("frame", "frame_number", "frameNumber", "frame_id", "frameId", "frame_index", "frameIndex", "frame_idx");

    private readonly JsonTree _tree = new();
    private readonly FloatArena _numbers = new();

    /// <summary>Decodes a file.</summary>
    /// <param name="body">The file's bytes.</param>
    /// <param name="defaults">Stream, frame number of a file of one image, and image.</param>
    /// <param name="into">Receives the frames.</param>
    /// <param name="isRecognised">Whether the file holds landmarks at all.</param>
    /// <param name="problem">What is wrong; empty if nothing is.</param>
    /// <returns>Whether the file was decoded.</returns>
    public bool TryDecode(ReadOnlySpan<byte> body, in FrameDefaults defaults, KeypointFrames into, out bool isRecognised, out string problem)
    {
        into.Clear();
        (isRecognised, problem) = (false, "");
        if (!_tree.TryParse(body, out var root, out var malformed))
        {
            problem = malformed.Detail;
            return false;
        }
        var list = ListOf(root);
        foreach (var frame in list.IsList ? list : default)
            isRecognised |= HasLandmarks(frame);
        var isOne = !isRecognised && HasLandmarks(root);
        isRecognised |= isOne;
        if (!isRecognised)
            return false;
        var frames = new FrameBuilder(catalogue, limits, _numbers, in defaults, "MediaPipe's landmarks", into) { Normalised = true };
        if (isOne)
            problem = TryAdd(root, null, ref frames) ? "" : frames.Error.Detail;
        var place = 0L;
        if (!isOne)
            foreach (var frame in list)
                if (problem.Length == 0 && !TryAdd(frame, place++, ref frames))
                    problem = $"item {place} of the list: {frames.Error.Detail}";
        return problem.Length == 0 && frames.TryEnd();
    }

    private static bool TryAdd(JsonValue frame, long? place, ref FrameBuilder frames)
    {
        var number = place;
        if (Member(frame, Numbers).TryInteger(out var own))
            number = own;
        if (!frames.TryBegin(number))
            return false;
        var people = frame.IsObject && !IsLandmark(frame) ? Member(frame, Landmarks) : frame;
        // the message NormalizedLandmarkList
        if (people.IsObject && Member(people, Landmarks) is { IsList: true } inner)
            people = inner;
        if (!people.IsList)
        {
            if (!Member(frame, WorldLandmarks).IsList)
                return true; // nobody
            return frames.Fail(Rejection.MissingField, "world landmarks only, which are metres: save pose_landmarks, which are fractions of the image");
        }
        if (IsPerson(people))
            return TryAddPerson(people, "landmarks", ref frames);
        var index = 0;
        foreach (var person in people)
        {
            var landmarks = person.IsObject && Member(person, Landmarks) is { IsList: true } own1 ? own1 : person;
            if (!TryAddPerson(landmarks, $"landmarks[{index++}]", ref frames))
                return false;
        }
        return true;
    }

    private static bool TryAddPerson(JsonValue landmarks, string where, ref FrameBuilder frames)
    {
        var expected = Skeletons.Mediapipe33.Count;
        if (landmarks.Count is not 0 and var count && count != expected)
            return frames.Fail(Rejection.KeypointCount, $"{where} has {count} landmarks; a pose has {expected}");
        frames.Numbers.Truncate(0);
        foreach (var landmark in landmarks)
        {
            var joint = frames.Numbers.Reserve(3);
            if (!TryJoint(landmark, joint))
                return frames.Fail(Rejection.InvalidField, $"{where} has {landmark.Excerpt}, which has no x and y");
            frames.Numbers.Advance(3);
        }
        return frames.Numbers.Length == 0 || frames.TryAddPerson(null, float.NaN, where);
    }

    private static bool TryJoint(JsonValue landmark, Span<float> joint)
    {
        joint[2] = 1;
        if (landmark.IsObject)
        {
            if (!Member(landmark, "visibility"u8).TryFloat(out joint[2]) && !Member(landmark, "presence"u8).TryFloat(out joint[2]))
                joint[2] = 1;
            return Member(landmark, "x"u8).TryFloat(out joint[0]) & Member(landmark, "y"u8).TryFloat(out joint[1]);
        }
        var column = 0;
        foreach (var number in landmark)
        {
            if (!number.TryFloat(out var value))
                return false;
            if (column is 0 or 1 or 3)
                joint[column == 3 ? 2 : column] = value;
            column++;
        }
        return column >= 2;
    }

    private static JsonValue ListOf(JsonValue root) => root.IsList ? root : Member(root, Lists);

    private static bool HasLandmarks(JsonValue frame)
    {
        var of = frame.IsObject ? Member(frame, Landmarks) : frame;
        if (frame.IsObject && Member(frame, WorldLandmarks).IsList)
            return true;
        if (of.IsObject)
            of = Member(of, Landmarks);
        if (IsPerson(of))
            return true;
        foreach (var person in of.IsList ? of : default)
            if (IsPerson(person.IsObject ? Member(person, Landmarks) : person))
                return true;
        return false;
    }

    // a hand has 21 landmarks
    private static bool IsPerson(JsonValue landmarks)
    {
        if (!landmarks.IsList || landmarks.Count < Skeletons.Mediapipe33.Count)
            return false;
        foreach (var landmark in landmarks)
            return IsLandmark(landmark);
        return false;
    }

    private static bool IsLandmark(JsonValue value)
    {
        if (value.IsObject)
            return Member(value, "x"u8).TryFloat(out _) && Member(value, "y"u8).TryFloat(out _);
        if (!value.IsList || value.Count is < 2 or > 5)
            return false;
        foreach (var number in value)
            if (!number.TryFloat(out _))
                return false;
        return true;
    }

    private static JsonValue Member(JsonValue of, byte[][] names)
    {
        foreach (var name in names)
            if (of.Member(name) is { Kind: not JsonKind.None } found)
                return found;
        return default;
    }

    private static JsonValue Member(JsonValue of, ReadOnlySpan<byte> name) => of.Member(name);

    private static byte[][] Names(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
