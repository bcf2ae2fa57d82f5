using System.Globalization;
using System.Numerics;
using System.Text;

namespace StreamLift.Tests.Recordings;

/// <summary>
/// Writes one made motion of one body (1.75 m tall, T-pose at rest, facing +z, y up, cm) as BVH in the joint names, back, unit and axes of any rig. All joints
/// turn, the back at a quarter of its length, so every rig shows the same poses.
/// </summary>
internal sealed record MadeRig
{
    /// <summary>The joint of the back that bends, as a part of the way from hip to thorax.</summary>
    public const float Bend = 0.25f;

    // From the middle between the hip joints to the middle between the shoulder joints, cm.
    private const float Trunk = 50;
    private const float HipJoints = -2;

    public RigNaming Naming { get; init; } = RigNaming.Plain;

    /// <summary>The joints of the back, one to three, as parts of the way from hip to thorax. One of them is <see cref="Bend"/>.</summary>
    public float[] Back { get; init; } = [Bend, 0.47f, 0.8f];

    /// <summary>The length of a centimetre in the file's unit.</summary>
    public float Centimetre { get; init; } = 1;

    /// <summary>Turns the file's axes: where x, y and z of a y-up file go. A rotation by whole right angles.</summary>
    public Func<Vector3, Vector3> Axes { get; init; } = v => v;

    /// <summary>The person is turned about the x axis in all frames: -90 lies on the back.</summary>
    public float Tilt { get; init; }

    /// <summary>The height of the hips in the frames, cm.</summary>
    public float Height { get; init; } = 95;

    public int Frames { get; init; } = 20;

    /// <summary>How far joints turn, degrees.</summary>
    public float Turn { get; init; } = 25;

    /// <summary>The length of the head's end site, cm; 21 is the top of the head.</summary>
    public float Skull { get; init; } = 21;

    public string Text()
    {
        var (text, joints) = (new StringBuilder("HIERARCHY\n"), new List<int>());
        Open(text, joints, 0, Naming.Centre(0), Vector3.Zero);
        foreach (var isLeft in (bool[])[true, false])
        {
            var side = isLeft ? 1 : -1;
            Limb(text, joints, isLeft, 0, [new(9 * side, HipJoints, 0), new(0, -42, 0), new(0, -41, 0), new(0, -6, 14)]);
        }
        var at = 0f;
        foreach (var (i, part) in Back.Index())
        {
            Open(text, joints, part == Bend ? 1 : -1, Naming.Centre(1 + i), new(0, HipJoints + (Trunk * part) - at, 0));
            at = HipJoints + (Trunk * part);
        }
        foreach (var isLeft in (bool[])[true, false])
        {
            var side = isLeft ? 1 : -1;
            Limb(text, joints, isLeft, 4, [new(3 * side, 47 - at, 0), new(14 * side, 1, 0), new(28 * side, 0, 0), new(26 * side, 0, 0)]);
        }
        Open(text, joints, 2, Naming.Centre(4), new(0, 50 - at, 0));
        Open(text, joints, 3, Naming.Centre(5), new(0, 10, 1));
        End(text, new(0, Skull, 0));
        text.Append('}', 3 + Back.Length).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"MOTION\nFrames: {Frames}\nFrame Time: 0.033333\n");
        for (var frame = 0; frame < Frames; frame++)
            text.AppendLine(string.Join(' ', Numbers(joints, frame).Select(number => number.ToString("F5", CultureInfo.InvariantCulture))));
        return text.ToString();
    }

    private void Limb(StringBuilder text, List<int> joints, bool isLeft, int first, Vector3[] offsets)
    {
        // The collar does not turn: rigs differ in where it begins.
        for (var i = 0; i < 4; i++)
            Open(text, joints, first + i == 4 ? -1 : 10 + first + i + (isLeft ? 0 : 10), Naming.Limb(first + i, isLeft), offsets[i]);
        End(text, first == 0 ? new(0, 0, 6) : new(isLeft ? 8 : -8, 0, 0));
        text.Append("}}}}\n");
    }

    // The joint's number chooses how it turns; -1: not at all.
    private void Open(StringBuilder text, List<int> joints, int number, string name, Vector3 offset)
    {
        var (kind, channels) = joints.Count == 0 ? ("ROOT", "6 Xposition Yposition Zposition") : ("JOINT", "3");
        joints.Add(number);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{kind} {name}\n{{\nOFFSET {In(offset)}\nCHANNELS {channels} {string.Join(' ', Turns.Select(turn => turn.Channel))}\n"
        );
    }

    private void End(StringBuilder text, Vector3 offset) => text.Append(CultureInfo.InvariantCulture, $"End Site\n{{\nOFFSET {In(offset)}\n}}\n");

    private string In(Vector3 cm)
    {
        var v = Axes(cm) * Centimetre;
        return string.Create(CultureInfo.InvariantCulture, $"{v.X:F6} {v.Y:F6} {v.Z:F6}");
    }

    // Turns about z, x, y of the y-up file, as channels of this file's axes.
    private (string Channel, float Sign)[] Turns =>
        [
            .. new[] { Vector3.UnitZ, Vector3.UnitX, Vector3.UnitY }.Select(axis =>
            {
                var own = Axes(axis);
                return own switch
                {
                    { X: not 0 } => ("Xrotation", own.X),
                    { Y: not 0 } => ("Yrotation", own.Y),
                    _ => ("Zrotation", own.Z),
                };
            }),
        ];

    private IEnumerable<float> Numbers(List<int> joints, int frame)
    {
        var place = Axes(new Vector3(frame, Height, -2 * frame)) * Centimetre;
        List<float> numbers = [place.X, place.Y, place.Z];
        foreach (var joint in joints)
        foreach (var (axis, turn) in Turns.Index())
        {
            var angle = joint < 0 ? 0 : Turn * MathF.Sin((0.3f * frame) + (1.7f * joint) + (2.9f * axis));
            numbers.Add(turn.Sign * (angle + (joint == 0 && axis == 1 ? Tilt : 0)));
        }
        return numbers;
    }
}
