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

    /// <summary>Where the hips are in a frame, cm, in a y-up file.</summary>
    public Func<int, Vector3> Place { get; init; } = frame => new(frame, 95, -2 * frame);

    /// <summary>Each joint has axes of its own, so the rest pose shows no person, as in LAFAN1's files. The motion is the same.</summary>
    public bool HasOwnAxes { get; init; }

    public int Frames { get; init; } = 20;

    /// <summary>How far joints turn, degrees.</summary>
    public float Turn { get; init; } = 25;

    /// <summary>The length of the head's end site, cm; 21 is the top of the head.</summary>
    public float Skull { get; init; } = 21;

    public string Text()
    {
        var (text, joints) = (new StringBuilder("HIERARCHY\n"), new List<Joint>());
        var root = Open(text, joints, -1, 0, Naming.Centre(0), Vector3.Zero);
        foreach (var side in (int[])[1, -1])
            Limb(text, joints, root, side, 0, [new(9 * side, HipJoints, 0), new(0, -42, 0), new(0, -41, 0), new(0, -6, 14)]);
        var (at, chest) = (0f, root);
        foreach (var (i, part) in Back.Index())
        {
            chest = Open(text, joints, chest, part == Bend ? 1 : -1, Naming.Centre(1 + i), new(0, HipJoints + (Trunk * part) - at, 0));
            at = HipJoints + (Trunk * part);
        }
        foreach (var side in (int[])[1, -1])
            Limb(text, joints, chest, side, 4, [new(3 * side, 47 - at, 0), new(14 * side, 1, 0), new(28 * side, 0, 0), new(26 * side, 0, 0)]);
        var neck = Open(text, joints, chest, 2, Naming.Centre(4), new(0, 50 - at, 0));
        End(text, joints, Open(text, joints, neck, 3, Naming.Centre(5), new(0, 10, 1)), new(0, Skull, 0));
        text.Append('}', 3 + Back.Length).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"MOTION\nFrames: {Frames}\nFrame Time: 0.033333\n");
        for (var frame = 0; frame < Frames; frame++)
            text.AppendLine(string.Join(' ', Numbers(joints, frame).Select(number => number.ToString("F5", CultureInfo.InvariantCulture))));
        return text.ToString();
    }

    private void Limb(StringBuilder text, List<Joint> joints, int parent, int side, int first, Vector3[] offsets)
    {
        // The collar does not turn: rigs differ in where it begins.
        for (var i = 0; i < 4; i++)
            parent = Open(text, joints, parent, first + i == 4 ? -1 : 15 + first + i - (5 * side), Naming.Limb(first + i, side > 0), offsets[i]);
        End(text, joints, parent, first == 0 ? new(0, 0, 6) : new(8 * side, 0, 0));
        text.Append("}}}}\n");
    }

    // The joint's number chooses how it turns; -1: not at all.
    private int Open(StringBuilder text, List<Joint> joints, int parent, int number, string name, Vector3 offset)
    {
        var (kind, channels) = parent < 0 ? ("ROOT", "6 Xposition Yposition Zposition") : ("JOINT", "3");
        var own = HasOwnAxes
            ? Quaternion.CreateFromYawPitchRoll(1 + (2.3f * joints.Count), 2 + (1.1f * joints.Count), 0.7f * joints.Count)
            : Quaternion.Identity;
        text.Append(
            CultureInfo.InvariantCulture,
            $"{kind} {name}\n{{\nOFFSET {In(joints, parent, offset)}\nCHANNELS {channels} {string.Join(' ', Turns.Select(turn => turn.Channel))}\n"
        );
        joints.Add(new(parent, number, own));
        return joints.Count - 1;
    }

    private void End(StringBuilder text, List<Joint> joints, int parent, Vector3 offset) =>
        text.Append($"End Site\n{{\nOFFSET {In(joints, parent, offset)}\n}}\n");

    // An offset in the axes of the parent.
    private string In(List<Joint> joints, int parent, Vector3 cm)
    {
        var v = Axes(parent < 0 ? cm : Vector3.Transform(cm, Quaternion.Conjugate(joints[parent].Own))) * Centimetre;
        return string.Create(CultureInfo.InvariantCulture, $"{v.X:F6} {v.Y:F6} {v.Z:F6}");
    }

    // Turns about z, x, y of the y-up file, as channels of this file's axes.
    private (string Channel, float Sign)[] Turns =>
        [
            .. new[] { Vector3.UnitZ, Vector3.UnitX, Vector3.UnitY }.Select(axis =>
                Axes(axis) switch
                {
                    { X: not 0 } own => ("Xrotation", own.X),
                    { Y: not 0 } own => ("Yrotation", own.Y),
                    var own => ("Zrotation", own.Z),
                }
            ),
        ];

    private List<float> Numbers(List<Joint> joints, int frame)
    {
        var place = Axes(Place(frame)) * Centimetre;
        List<float> numbers = [place.X, place.Y, place.Z];
        foreach (var joint in joints)
        {
            float Angle(int axis) => joint.Number < 0 ? 0 : Turn * MathF.Sin((0.3f * frame) + (1.7f * joint.Number) + (2.9f * axis));
            var turn = About(Vector3.UnitZ, Angle(0)) * About(Vector3.UnitX, Angle(1) + (joint.Parent < 0 ? Tilt : 0)) * About(Vector3.UnitY, Angle(2));
            turn = (joint.Parent < 0 ? Quaternion.Identity : Quaternion.Conjugate(joints[joint.Parent].Own)) * turn * joint.Own;
            numbers.AddRange(Turns.Zip(Angles(turn), (channel, angle) => channel.Sign * angle));
        }
        return numbers;
    }

    private static Quaternion About(Vector3 axis, float degrees) => Quaternion.CreateFromAxisAngle(axis, degrees * (MathF.PI / 180));

    // The turns about z, x and y that follow each other in a rotation, degrees.
    private static float[] Angles(Quaternion turn)
    {
        Vector3 x = Vector3.Transform(Vector3.UnitX, turn),
            y = Vector3.Transform(Vector3.UnitY, turn),
            z = Vector3.Transform(Vector3.UnitZ, turn);
        float[] angles = [MathF.Atan2(-y.X, y.Y), MathF.Asin(Math.Clamp(y.Z, -1, 1)), MathF.Atan2(-x.Z, z.Z)];
        return [.. angles.Select(angle => angle * (180 / MathF.PI))];
    }

    private readonly record struct Joint(int Parent, int Number, Quaternion Own);
}
