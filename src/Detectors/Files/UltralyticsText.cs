using System.Globalization;
using StreamLift.Detectors.Framing;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Files;

/// <summary>
/// Reads what Ultralytics' <c>save_txt</c> writes for an image: a line a person, <c>class cx cy w h</c>, then <c>x y</c> or <c>x y conf</c> of each joint,
/// then the box's confidence where <c>save_conf</c> is on, then the track's id where there is one; all coordinates are fractions of the image. A joint that
/// was not found is 0, 0. Source: ultralytics' engine/results.py, Results.save_txt.
/// </summary>
/// <param name="catalogue">The layouts that keypoints may have.</param>
/// <param name="limits">The most people of a frame.</param>
public sealed class UltralyticsText(SkeletonCatalogue catalogue, WireLimits limits)
{
    private const int BoxNumbers = 5;

    private readonly FloatArena _numbers = new();

    /// <summary>Whether a text consists of lines of numbers, as many as a box and some keypoints have. An empty text is a frame without people.</summary>
    public static bool LooksRight(string text) =>
        Lines(text)
            .Take(3)
            .All(line =>
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: >= BoxNumbers + 8 } parts
                && Array.TrueForAll(parts, part => TryNumber(part, out _))
            );

    /// <summary>Decodes a file as one frame.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="defaults">Stream, frame number and image; layout null: coco17.</param>
    /// <param name="into">Receives the frame.</param>
    /// <param name="problem">What is wrong, and in which line; empty if nothing is.</param>
    /// <returns>Whether the text was decoded.</returns>
    public bool TryDecode(string text, in FrameDefaults defaults, KeypointFrames into, out string problem)
    {
        into.Clear();
        var frames = new FrameBuilder(catalogue, limits, _numbers, in defaults, "Ultralytics' txt", into) { Normalised = true };
        problem = frames.TryBegin(null) ? "" : frames.Error.Detail;
        var joints = (defaults.Layout ?? Skeletons.Coco17).Count;
        foreach (var (place, line) in Lines(text).Index())
        {
            if (problem.Length > 0)
                return false;
            if (!TryPerson(line, joints, out var id, out var score, out problem))
                problem = $"line {place + 1} {problem}";
            else if (!frames.TryAddPerson(id, score, $"line {place + 1}"))
                problem = frames.Error.Detail;
        }
        return problem.Length == 0 && frames.TryEnd();
    }

    private bool TryPerson(string line, int joints, out long? id, out float score, out string problem)
    {
        (id, score, problem) = (null, float.NaN, "");
        _numbers.Truncate(0);
        var parts = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var rest = parts.Length - BoxNumbers;
        var columns =
            rest >= 3 * joints && rest <= 3 * joints + 2 ? 3
            : rest >= 2 * joints && rest <= 2 * joints + 2 ? 2
            : 0;
        if (columns == 0)
        {
            problem =
                rest == 0
                    ? "has a box and no keypoints: it was written by a detection model, not by a pose model"
                    : $"has {parts.Length} numbers; {BoxNumbers + 3 * joints} were expected for {joints} joints, or name the layout with --layout";
            return false;
        }
        Span<float> joint = stackalloc float[3];
        for (var at = BoxNumbers; at < BoxNumbers + columns * joints; at += columns)
        {
            joint[2] = 1;
            for (var i = 0; i < columns; i++)
                if (!TryNumber(parts[at + i], out joint[i]))
                {
                    problem = $"has '{parts[at + i][..Math.Min(20, parts[at + i].Length)]}' instead of a number";
                    return false;
                }
            if (joint[0] == 0 && joint[1] == 0)
                joint.Clear();
            joint.CopyTo(_numbers.Reserve(3));
            _numbers.Advance(3);
        }
        // a number with a fraction is the box's confidence, a whole one the track
        foreach (var extra in parts.AsSpan(BoxNumbers + columns * joints))
            if (long.TryParse(extra, NumberStyles.None, CultureInfo.InvariantCulture, out var track))
                id = track;
            else if (TryNumber(extra, out var confidence))
                score = confidence;
        return true;
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static bool TryNumber(string text, out float number) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
