using System.Globalization;
using System.Numerics;
using StreamLift.Poses;

namespace StreamLift.Datasets.Acclaim;

/// <summary>
/// The skeleton of an ASF file (Acclaim; "Acclaim ASF/AMC", research.cs.wisc.edu/graphics/Courses/cs-838-1999/Jeff/ASF-AMC.html): bones with a direction,
/// a length and the axes that they turn about, and the root's channels.
/// </summary>
internal sealed class AsfSkeleton
{
    private const int MostBones = 2000;

    private readonly Dictionary<string, (Vector3 Direction, Matrix4x4 Axis, string Channels)> _bones = [];
    private readonly List<AsfBone> _ordered = [];

    private AsfSkeleton() { }

    /// <summary>The bones, parents before children.</summary>
    public IReadOnlyList<AsfBone> Bones => _ordered;

    /// <summary>The root's channels in order: X, Y, Z (position) and x, y, z (rotation).</summary>
    public string Root { get; private set; } = "XYZxyz";

    public Vector3 RootPosition { get; private set; }

    public Matrix4x4 RootAxis { get; private set; } = Matrix4x4.Identity;

    /// <summary>The number by which lengths in inches were multiplied; null: not stated.</summary>
    public float? Length { get; private set; }

    /// <summary>Radians of a unit of angles in the skeleton.</summary>
    private float Angle { get; set; } = MathF.PI / 180;

    /// <exception cref="InvalidDataException">Another format. The message has the line.</exception>
    public static AsfSkeleton Read(string path)
    {
        var (skeleton, text) = (new AsfSkeleton(), new AcclaimLines(path));
        while (text.Next() is { } words)
            if (words[0].Equals(":units", StringComparison.OrdinalIgnoreCase))
                skeleton.Units(text);
            else if (words[0].Equals(":root", StringComparison.OrdinalIgnoreCase))
                skeleton.RootOf(text);
            else if (words[0].Equals(":bonedata", StringComparison.OrdinalIgnoreCase))
                skeleton.BoneData(text);
            else if (words[0].Equals(":hierarchy", StringComparison.OrdinalIgnoreCase))
                skeleton.Hierarchy(text);
        return skeleton._ordered.Count > 0 ? skeleton : throw new InvalidDataException("it has no :hierarchy with bones");
    }

    /// <summary>A rotation of angles about x, y and z, applied in this order.</summary>
    public static Matrix4x4 Turn(string order, ReadOnlySpan<float> radians)
    {
        var turn = Matrix4x4.Identity;
        for (var i = 0; i < order.Length; i++)
            turn *= char.ToLowerInvariant(order[i]) switch
            {
                'x' => Matrix4x4.CreateRotationX(radians[i]),
                'y' => Matrix4x4.CreateRotationY(radians[i]),
                _ => Matrix4x4.CreateRotationZ(radians[i]),
            };
        return turn;
    }

    private void Units(AcclaimLines text)
    {
        while (text.NextInSection() is { } words)
            if (words is ["length", var length, ..] && float.TryParse(length, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor))
                Length = factor;
            else if (words is ["angle", var angle, ..])
                Angle = angle.StartsWith("rad", StringComparison.OrdinalIgnoreCase) ? 1 : MathF.PI / 180;
    }

    private void RootOf(AcclaimLines text)
    {
        var (order, orientation) = ("XYZ", (float[])[0, 0, 0]);
        while (text.NextInSection() is { } words)
            switch (words[0].ToLowerInvariant())
            {
                case "order":
                    Root = Channels(text, words, isRoot: true);
                    break;
                case "axis" when words.Length > 1:
                    order = Axes(text, words[1]);
                    break;
                case "position":
                    RootPosition = text.Vector(words);
                    break;
                case "orientation":
                    var at = text.Vector(words);
                    orientation = [at.X * Angle, at.Y * Angle, at.Z * Angle];
                    break;
            }
        RootAxis = Turn(order, orientation);
    }

    private void BoneData(AcclaimLines text)
    {
        string? name = null;
        var (direction, length, axis, channels) = (Vector3.Zero, 0f, Matrix4x4.Identity, "");
        while (text.NextInSection() is { } words)
            switch (words[0].ToLowerInvariant())
            {
                case "begin":
                    (name, direction, length, axis, channels) = (null, Vector3.Zero, 0, Matrix4x4.Identity, "");
                    break;
                case "name" when words.Length > 1:
                    name = words[1];
                    break;
                case "direction":
                    direction = text.Vector(words);
                    break;
                case "length":
                    length = text.Number(words, 1);
                    break;
                case "axis":
                    var angles = text.Vector(words);
                    axis = Turn(Axes(text, words.Length > 4 ? words[4] : "XYZ"), [angles.X * Angle, angles.Y * Angle, angles.Z * Angle]);
                    break;
                case "dof":
                    channels = Channels(text, words, isRoot: false);
                    break;
                case "end":
                    if (name is null || _bones.Count == MostBones)
                        throw text.Error(name is null ? "a bone has no name" : $"there are more than {MostBones} bones");
                    _bones[name] = (length * direction, axis, channels);
                    break;
            }
    }

    private void Hierarchy(AcclaimLines text)
    {
        var places = new Dictionary<string, int> { ["root"] = -1 };
        while (text.NextInSection() is { } words)
        {
            if (words is ["begin"] or ["end"])
                continue;
            if (!places.TryGetValue(words[0], out var parent))
                throw text.Error($"'{OneLine.Of(words[0], 40)}' is not below the root");
            foreach (var child in words.Skip(1))
            {
                if (!_bones.TryGetValue(child, out var bone) || !places.TryAdd(child, _ordered.Count))
                    throw text.Error($"'{OneLine.Of(child, 40)}' is no bone of :bonedata, or has two parents");
                _ordered.Add(new AsfBone(child, parent, bone.Direction, bone.Axis, bone.Channels));
            }
        }
    }

    private static string Axes(AcclaimLines text, string word) =>
        word.Length == 3 && word.ToUpperInvariant().Order().SequenceEqual("XYZ")
            ? word
            : throw text.Error($"the axes '{OneLine.Of(word, 20)}' are not read; read are x, y and z in any order");

    private static string Channels(AcclaimLines text, string[] words, bool isRoot)
    {
        var channels = string.Concat(
            words
                .Skip(1)
                .Select(word =>
                    word.ToLowerInvariant() switch
                    {
                        "tx" when isRoot => 'X',
                        "ty" when isRoot => 'Y',
                        "tz" when isRoot => 'Z',
                        "rx" => 'x',
                        "ry" => 'y',
                        "rz" => 'z',
                        _ => throw text.Error($"the channel '{OneLine.Of(word, 20)}' is not read; read are rx, ry, rz{(isRoot ? ", tx, ty, tz" : "")}"),
                    }
                )
        );
        return channels.Distinct().Count() == channels.Length ? channels : throw text.Error($"'{words[0]}' has a channel twice");
    }
}
