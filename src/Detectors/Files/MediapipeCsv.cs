using System.Globalization;
using StreamLift.Detectors.Framing;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Files;

/// <summary>
/// Reads CSV files of MediaPipe's pose landmarks, which its users write with columns of their own (<see cref="LandmarkColumns"/>). Coordinates are fractions
/// of the image. Several rows of one frame are several people, or the landmarks of one.
/// </summary>
/// <param name="catalogue">The layouts that keypoints may have.</param>
/// <param name="limits">The most frames of a file and people of a frame.</param>
public sealed class MediapipeCsv(SkeletonCatalogue catalogue, WireLimits limits)
{
    private readonly FloatArena _numbers = new();

    /// <summary>Decodes a file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="defaults">Stream and image.</param>
    /// <param name="into">Receives the frames.</param>
    /// <param name="isRecognised">Whether the first row is that of a file of landmarks.</param>
    /// <param name="problem">What is wrong, and in which line; empty if nothing is.</param>
    /// <returns>Whether the file was decoded.</returns>
    public bool TryDecode(string text, in FrameDefaults defaults, KeypointFrames into, out bool isRecognised, out string problem)
    {
        into.Clear();
        (isRecognised, problem) = (false, "");
        var lines = text.TrimStart('\ufeff').Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var separator = ",;\t".MaxBy(mark => lines[0].Count(letter => letter == mark));
        if (LandmarkColumns.Find(Cells(lines[0], separator)) is not { } columns)
            return false;
        isRecognised = true;
        var people = new SortedDictionary<long, Dictionary<string, float[]>>();
        var rows = 0L;
        for (var i = columns.HasHeader ? 1 : 0; i < lines.Count; i++)
        {
            if (lines[i].Length == 0)
                continue;
            problem = Add(Cells(lines[i], separator), columns, rows++, people);
            if (problem.Length > 0)
            {
                problem = $"line {i + 1} {problem}";
                return false;
            }
        }
        var frames = new FrameBuilder(catalogue, limits, _numbers, in defaults, "MediaPipe's landmarks", into) { Normalised = true };
        foreach (var (number, persons) in people)
        {
            if (!frames.TryBegin(number))
                problem = frames.Error.Detail;
            foreach (var (_, keypoints) in persons.Where(person => Seen(person.Value)))
            {
                _numbers.Truncate(0);
                keypoints.CopyTo(_numbers.Reserve(keypoints.Length));
                _numbers.Advance(keypoints.Length);
                if (problem.Length == 0 && !frames.TryAddPerson(null, float.NaN, "a row"))
                    problem = frames.Error.Detail;
            }
            if (problem.Length > 0)
                return false;
        }
        if (!frames.TryEnd())
            problem = "there are no rows below the header";
        return problem.Length == 0;
    }

    private static string Add(string[] cells, LandmarkColumns columns, long row, SortedDictionary<long, Dictionary<string, float[]>> people)
    {
        var number = row;
        if (columns.Frame >= 0 && !TryWhole(Cell(cells, columns.Frame), out number))
            return $"has '{Cell(cells, columns.Frame)}' instead of a frame's number";
        if (columns.Frame < 0 && columns.Landmark >= 0)
            number = row / Skeletons.Mediapipe33.Count;
        if (!people.TryGetValue(number, out var persons))
            people[number] = persons = [];
        // without a column for people, each row that is a person is another one
        var name =
            columns.Person >= 0 ? Cell(cells, columns.Person)
            : columns.Landmark >= 0 ? ""
            : $"{persons.Count}";
        if (!persons.TryGetValue(name, out var keypoints))
            persons[name] = keypoints = new float[3 * Skeletons.Mediapipe33.Count];
        if (columns.Landmark >= 0)
        {
            var landmark = Cell(cells, columns.Landmark);
            var joint = TryWhole(landmark, out var index) ? (int)Math.Clamp(index, -1, 99) : JointNames.IndexIn(Skeletons.Mediapipe33, landmark);
            return joint is >= 0 and < 33
                ? Set(cells, columns.Points[0], keypoints.AsSpan(3 * joint, 3))
                : $"has the landmark '{landmark}', which is none of the 33";
        }
        foreach (var (joint, point) in columns.Points.Index())
            if (point is { X: >= 0, Y: >= 0 } && Set(cells, point, keypoints.AsSpan(3 * joint, 3)) is { Length: > 0 } problem)
                return problem;
        return "";
    }

    private static string Set(string[] cells, (int X, int Y, int Score) columns, Span<float> joint)
    {
        var isSeen = TryNumber(Cell(cells, columns.X), out var x) & TryNumber(Cell(cells, columns.Y), out var y);
        var score = 1f;
        if (columns.Score >= 0)
            isSeen &= TryNumber(Cell(cells, columns.Score), out score);
        foreach (var column in (int[])[columns.X, columns.Y, columns.Score])
            if (column >= 0 && Cell(cells, column) is { Length: > 0 } cell && !TryNumber(cell, out _))
                return $"has '{cell[..Math.Min(20, cell.Length)]}' instead of a number";
        if (isSeen)
            (joint[0], joint[1], joint[2]) = (x, y, score);
        return "";
    }

    private static bool Seen(float[] keypoints)
    {
        for (var at = 2; at < keypoints.Length; at += 3)
            if (keypoints[at] > 0)
                return true;
        return false;
    }

    private static string[] Cells(string line, char separator) => [.. line.Split(separator).Select(cell => cell.Trim().Trim('"'))];

    private static string Cell(string[] cells, int column) => column < cells.Length ? cells[column] : "";

    private static bool TryNumber(string text, out float number) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    // pandas writes whole numbers as 12.0 where a column has gaps
    private static bool TryWhole(string text, out long number)
    {
        number = 0;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) || real != Math.Floor(real) || Math.Abs(real) > 1e15)
            return false;
        number = (long)real;
        return true;
    }
}
