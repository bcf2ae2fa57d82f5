using System.Globalization;
using System.Text.RegularExpressions;
using StreamLift.Detectors.Framing;
using StreamLift.Poses.Layouts;

namespace StreamLift.Detectors.Files;

/// <summary>
/// Which column of a CSV of landmarks holds what, by its header: <c>x0,y0,z0,v0,x1…</c>, <c>nose_x,nose_y…</c>, <c>landmark_0_x…</c>, or one landmark a
/// row with <c>frame,landmark,x,y,visibility</c>. Without a header: 33 times x, y[, z[, visibility]], with the frame's number before or without.
/// </summary>
internal sealed partial class LandmarkColumns
{
    private const int Joints = 33;

    private static readonly string[] FrameNames = ["frame", "frameid", "framenumber", "frameno", "framenum", "frameindex", "frameidx"];
    private static readonly string[] PersonNames = ["person", "personid", "pose", "poseid", "poseindex", "trackid"];
    private static readonly string[] LandmarkNames =
    [
        "landmarkid",
        "landmarkindex",
        "landmarkidx",
        "landmark",
        "landmarkname",
        "joint",
        "jointid",
        "jointname",
        "keypoint",
        "keypointid",
        "index",
        "id",
        "name",
    ];

    private LandmarkColumns() { }

    /// <summary>The column of the frame's number; -1: none.</summary>
    public int Frame { get; private init; } = -1;

    /// <summary>The column that tells people apart; -1: none.</summary>
    public int Person { get; private init; } = -1;

    /// <summary>Where each row is one landmark: the column of its index or name; -1: each row is a person.</summary>
    public int Landmark { get; private init; } = -1;

    /// <summary>By joint, or of the row's one landmark: the columns of x, y and the score; -1: none.</summary>
    public (int X, int Y, int Score)[] Points { get; private init; } = [];

    /// <summary>Whether the first row is a header.</summary>
    public bool HasHeader { get; private init; }

    /// <summary>Finds the columns. Null: the row is not the first one of a CSV of landmarks.</summary>
    public static LandmarkColumns? Find(string[] first) => Array.TrueForAll(first, IsNumber) ? OfNumbers(first.Length) : OfHeader(first);

    private static LandmarkColumns? OfNumbers(int count)
    {
        var lead = count % Joints;
        var width = count / Joints;
        if (lead > 1 || width is < 2 or > 4)
            return null;
        return new LandmarkColumns
        {
            Frame = lead - 1,
            Points = [.. Enumerable.Range(0, Joints).Select(joint => lead + joint * width).Select(at => (at, at + 1, width == 4 ? at + 3 : -1))],
        };
    }

    private static LandmarkColumns? OfHeader(string[] header)
    {
        var names = Array.ConvertAll(header, Plain);
        var (frame, person) = (Of(names, FrameNames), Of(names, PersonNames));
        var (x, y) = (Of(names, "x", "xnorm", "xnormalized", "xnormalised"), Of(names, "y", "ynorm", "ynormalized", "ynormalised"));
        if (x >= 0 && y >= 0 && Of(names, LandmarkNames) is >= 0 and var landmark)
            return new LandmarkColumns
            {
                Frame = frame,
                Person = person,
                Landmark = landmark,
                Points = [(x, y, Of(names, "visibility", "v", "vis", "presence", "score", "confidence"))],
                HasHeader = true,
            };
        var found = header
            .Index()
            .Select(column => (column.Index, Part: Parse(column.Item.Trim().ToLowerInvariant())))
            .Where(column => column.Part.Axis != ' ')
            .ToList();
        var indexes = found.Where(column => column.Part.Index >= 0).Select(column => column.Part.Index).ToHashSet();
        // counted from 1 where 33 is there and 0 is not
        var from = !indexes.Contains(0) && indexes.Contains(Joints) ? 1 : 0;
        var points = new (int X, int Y, int Score)[Joints];
        Array.Fill(points, (-1, -1, -1));
        foreach (var (column, part) in found)
        {
            var joint = part.Index >= 0 ? part.Index - from : JointNames.IndexIn(Skeletons.Mediapipe33, part.Name);
            if (joint is < 0 or >= Joints)
                continue;
            if (part.Axis == 'x')
                points[joint].X = column;
            else if (part.Axis == 'y')
                points[joint].Y = column;
            else if (part.Axis == 'v')
                points[joint].Score = column;
        }
        return points.Count(point => point is { X: >= 0, Y: >= 0 }) < 6
            ? null
            : new LandmarkColumns
            {
                Frame = frame,
                Person = person,
                Points = points,
                HasHeader = true,
            };
    }

    // the joint's index or name, and x, y, v (visibility) or another letter that is not used; a blank: no such column
    private static (int Index, string Name, char Axis) Parse(string column)
    {
        var match = AxisFirst().Match(column) is { Success: true } before ? before : AxisLast().Match(column);
        if (!match.Success)
            return (-1, "", ' ');
        var (joint, axis) = (match.Groups["joint"].Value, match.Groups["axis"].Value);
        var letter =
            axis[0] is 'x' or 'y' or 'z' ? axis[0]
            : axis.StartsWith('p') ? 'p'
            : 'v';
        var digits = Digits().Match(joint);
        return digits.Success ? (int.Parse(digits.Groups[1].Value, CultureInfo.InvariantCulture), "", letter) : (-1, joint, letter);
    }

    private static int Of(string[] names, params string[] wanted) => wanted.Select(name => Array.IndexOf(names, name)).FirstOrDefault(at => at >= 0, -1);

    private static string Plain(string name) => NotLetters().Replace(name.ToLowerInvariant(), "");

    private static bool IsNumber(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"\A(?<axis>x|y|z|v|vis|visibility|presence|score|conf|confidence)[_. ]?(?<joint>[0-9]{1,4}|(?<=[_. ])[a-z].*)\z")]
    private static partial Regex AxisFirst();

    [GeneratedRegex(@"\A(?<joint>.*[^_. ])[_. ]+(?<axis>x|y|z|v|vis|visibility|presence|score|conf|confidence)\z")]
    private static partial Regex AxisLast();

    [GeneratedRegex(@"\A(?:pose|landmark|lm|point|kp|keypoint|joint)?[_. ]?([0-9]{1,4})\z")]
    private static partial Regex Digits();

    [GeneratedRegex("[^a-z0-9]")]
    private static partial Regex NotLetters();
}
