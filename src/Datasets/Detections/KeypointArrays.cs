using StreamLift.Datasets.Numpy;
using StreamLift.Datasets.VideoPose3D;
using StreamLift.Poses;

namespace StreamLift.Datasets.Detections;

/// <summary>
/// An npz with keypoints, as users of rtmlib and similar libraries save what these return for each frame, (people, joints, 2) and (people, joints):
/// stacked to (frames, people, joints, 2), or (frames, joints, 2) of one person, or a list of a length of its own for each frame. Optional: scores, the
/// frames' numbers, fps, width and height.
/// </summary>
internal static class KeypointArrays
{
    private static readonly string[] Points = ["keypoints", "keypoints_2d", "kpts", "kps"];
    private static readonly string[] Scores = ["scores", "keypoint_scores", "keypoints_scores", "score", "confidence"];
    private static readonly string[] Numbers = ["frame_ids", "frame_id", "frame_numbers", "frames"];

    private const long MostAlways = 64L << 20;
    private const long MostPadding = 200;

    // A float has all whole numbers below it.
    private const int MostNumber = 1 << 24;

    public static bool Are(IEnumerable<string> names) => Points.Intersect(names).Any();

    public static DetectedTake Read(string path)
    {
        try
        {
            var points = Frames(Find(path, Points)!, rank: 3);
            var joints = points.Select(frame => frame.Joints).FirstOrDefault(count => count > 0);
            var scores = Find(path, Scores) is { } found ? Frames(found, rank: 2) : null;
            if (scores is not null && scores.Count != points.Count)
                throw new InvalidDataException($"there are {points.Count} frames of keypoints and {scores.Count} of scores");
            var people = points.Max(frame => frame.People);
            if (joints == 0)
                throw new InvalidDataException("there is nobody in any frame");
            // frames of a list are as wide as the widest: a hostile file must not make much of little
            var (held, needed) = (points.Sum(frame => (long)frame.Values.Count), 3L * joints * people * points.Count);
            if (needed > Array.MaxLength || needed > MostAlways && needed / MostPadding > held)
                throw new InvalidDataException($"one frame has {people:N0} people, and there are {points.Count:N0} frames");
            var keypoints = new float[needed];
            for (var frame = 0; frame < points.Count; frame++)
                Copy(points[frame], scores?[frame], joints, keypoints.AsSpan(3 * joints * people * frame));
            return new DetectedTake("", points.Count, people, joints, keypoints)
            {
                Numbers = NumbersOf(path, points.Count),
                Rate = Scalar(path, "fps"),
                Width = (int)(Scalar(path, "width") ?? 0),
                Height = (int)(Scalar(path, "height") ?? 0),
            };
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException($"{path} can't be read: {OneLine.Of(e.Message, 400)}; expected are {DetectionArchive.Known}");
        }
    }

    private static object? Find(string path, string[] names) => names.Select(name => NpzFile.Read(path, name)).FirstOrDefault(value => value is not null);

    // One entry a frame. The rank is that of a frame with several people: (people, joints, 2) is 3, (people, joints) is 2.
    private static List<FrameNumbers> Frames(object value, int rank)
    {
        if (value is NumpyArray { Objects: null } array)
        {
            var shape = array.Shape;
            if (shape.Length == rank)
                shape = [shape[0], 1, .. shape[1..]];
            if (shape.Length != rank + 1 || shape[0] == 0 || rank == 3 && shape[3] is not (2 or 3))
                throw new InvalidDataException($"the value is {SubjectTable.Shown(value)}");
            return FrameNumbers.Split(array.TakeFloats(), shape);
        }
        var items = value switch
        {
            List<object?> list => list,
            object?[] tuple => [.. tuple],
            NumpyArray { Objects: { } objects } => objects,
            _ => throw new InvalidDataException($"the value is {SubjectTable.Shown(value)}"),
        };
        return items.Count > 0 ? items.ConvertAll(item => FrameNumbers.Of(item, rank)) : throw new InvalidDataException("there are no frames");
    }

    private static void Copy(FrameNumbers points, FrameNumbers? scores, int joints, Span<float> to)
    {
        if (points.People > 0 && points.Joints != joints)
            throw new InvalidDataException($"a frame has {points.Joints} joints, another {joints}");
        if (scores is not null && (scores.People != points.People || points.People > 0 && scores.Joints != joints))
            throw new InvalidDataException(
                $"a frame has keypoints of {points.People} people and {points.Joints} joints, and scores of {scores.People} and {scores.Joints}"
            );
        for (var at = 0; at < points.People * joints; at++)
        {
            var (x, y) = (points.Values[at * points.Columns], points.Values[at * points.Columns + 1]);
            var score =
                scores is not null ? scores.Values[at]
                : points.Columns == 3 ? points.Values[at * 3 + 2]
                : 1;
            // without scores, a joint that was not found is 0, 0
            if (float.IsFinite(x) && float.IsFinite(y) && score > 0 && (x, y) is not (0, 0))
                (to[3 * at], to[3 * at + 1], to[3 * at + 2]) = (x, y, Math.Min(1, score));
        }
    }

    private static List<long>? NumbersOf(string path, int frames)
    {
        if (Find(path, Numbers) is not NumpyArray { Objects: null, Shape: [var count] } array)
            return null;
        if (count != frames)
            throw new InvalidDataException($"there are {frames} frames of keypoints, and {count} of the frames' numbers");
        var numbers = array.TakeFloats();
        if (Array.FindIndex(numbers, number => !(number is >= 0 and < MostNumber && number == MathF.Floor(number))) is >= 0 and var wrong)
            throw new InvalidDataException($"the frames' numbers must be whole, 0 or more and below {MostNumber:N0}, not {numbers[wrong]}");
        return [.. numbers.Select(number => (long)number)];
    }

    private static double? Scalar(string path, string name) =>
        NpzFile.Read(path, name) is NumpyArray { Objects: null, Shape: [] or [1] } array && array.TakeFloats()[0] is > 0 and < 1_000_000 and var number
            ? number
            : null;
}
