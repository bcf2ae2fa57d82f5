using System.Globalization;
using System.Numerics;
using System.Text;

namespace StreamLift.Tests.Recordings;

/// <summary>
/// A motion on a skeleton like CMU's, as ASF and AMC and, from the same rotations, as BVH. The bones turn about axes of their own, as CMU's do. BVH's turns
/// are computed with quaternions, in other code than the readers'.
/// </summary>
internal static class AcclaimBuilder
{
    // CMU's lengths are inches times 0.45.
    private const float Scale = 0.45f / 2.54f;

    // The bone, its parent, its direction in cm, its axes in degrees, its channels.
    private static readonly (string Name, string Parent, Vector3 Centimetres, Vector3 Axis, string Channels)[] Bones =
    [
        ("lhipjoint", "root", new(10, -5, 1), Vector3.Zero, ""),
        ("lfemur", "lhipjoint", new(3, -42, 0), new(0, 0, 20), "xyz"),
        ("ltibia", "lfemur", new(2, -40, -1), new(0, 0, 20), "x"),
        ("lfoot", "ltibia", new(0, -5, 12), new(-90, 5, 20), "xz"),
        ("rhipjoint", "root", new(-10, -5, 1), Vector3.Zero, ""),
        ("rfemur", "rhipjoint", new(-3, -42, 0), new(0, 0, -20), "xyz"),
        ("rtibia", "rfemur", new(-2, -40, -1), new(0, 0, -20), "x"),
        ("rfoot", "rtibia", new(0, -5, 12), new(-90, -5, -20), "xz"),
        ("lowerback", "root", new(0, 12, -1), Vector3.Zero, "xyz"),
        ("upperback", "lowerback", new(0, 12, 0), new(5, 0, 0), "xyz"),
        ("thorax", "upperback", new(0, 14, 1), new(10, 0, 3), "xyz"),
        ("lowerneck", "thorax", new(0, 8, 1), Vector3.Zero, "xyz"),
        ("upperneck", "lowerneck", new(0, 6, 0), Vector3.Zero, "xyz"),
        ("head", "upperneck", new(0, 17, 2), new(0, 8, 0), "xyz"),
        ("lclavicle", "thorax", new(16, 10, 0), Vector3.Zero, "yz"),
        ("lhumerus", "lclavicle", new(28, 0, 0), new(180, 30, -90), "xyz"),
        ("lradius", "lhumerus", new(26, 0, 0), new(60, 30, -90), "x"),
        ("lwrist", "lradius", new(8, 0, 0), new(0, 0, -90), "y"),
        ("rclavicle", "thorax", new(-16, 10, 0), Vector3.Zero, "yz"),
        ("rhumerus", "rclavicle", new(-28, 0, 0), new(180, -30, 90), "xyz"),
        ("rradius", "rhumerus", new(-26, 0, 0), new(60, -30, 90), "x"),
        ("rwrist", "rradius", new(-8, 0, 0), new(0, 0, 90), "y"),
    ];

    public static string Asf()
    {
        var text = new StringBuilder(
            "# made for a test\n:version 1.10\n:name Tester\n:units\n  mass 1.0\n  length 0.45\n  angle deg\n:documentation\n   made, not recorded\n"
        );
        text.Append(":root\n   order TX TY TZ RX RY RZ\n   axis XYZ\n   position 0 0 0\n   orientation 0 0 0\n:bonedata\n");
        foreach (var (i, (name, _, offset, axis, channels)) in Bones.Index())
        {
            var direction = Vector3.Normalize(offset);
            text.Append(CultureInfo.InvariantCulture, $"  begin\n     id {i + 1}\n     name {name}\n     direction {direction.X} {direction.Y} {direction.Z}\n")
                .Append(CultureInfo.InvariantCulture, $"     length {offset.Length() * Scale}\n     axis {axis.X} {axis.Y} {axis.Z}  XYZ\n");
            if (channels.Length > 0)
                text.Append("    dof")
                    .Append(string.Concat(channels.Select(channel => $" r{channel}")))
                    .Append("\n    limits (-180.0 180.0)\n")
                    .Append(string.Concat(Enumerable.Repeat("           (-180.0 180.0)\n", channels.Length - 1)));
            text.Append("  end\n");
        }
        text.Append(":hierarchy\n  begin\n");
        foreach (var children in Bones.GroupBy(bone => bone.Parent))
            text.Append("    ").Append(children.Key).Append(' ').AppendJoin(' ', children.Select(child => child.Name)).Append('\n');
        return text.Append("  end\n").ToString();
    }

    public static string Amc(int frames)
    {
        var text = new StringBuilder("#!OML:ASF made\n:FULLY-SPECIFIED\n:DEGREES\n");
        for (var frame = 0; frame < frames; frame++)
        {
            var root = Root(frame) * Scale;
            var turn = Angles("root", frame, "xyz");
            text.Append(CultureInfo.InvariantCulture, $"{frame + 1}\nroot {root.X} {root.Y} {root.Z} {turn.X} {turn.Y} {turn.Z}\n");
            foreach (var bone in Bones.Where(bone => bone.Channels.Length > 0))
                text.Append(bone.Name)
                    .Append(
                        string.Concat(
                            bone.Channels.Select(channel =>
                                string.Create(CultureInfo.InvariantCulture, $" {Angles(bone.Name, frame, bone.Channels)[channel - 'x']}")
                            )
                        )
                    )
                    .Append('\n');
        }
        return text.ToString();
    }

    public static string Bvh(int frames)
    {
        var text = new StringBuilder("HIERARCHY\n");
        var order = new List<int>();
        Joint(text, -1, Vector3.Zero, order);
        text.Append(CultureInfo.InvariantCulture, $"MOTION\nFrames: {frames}\nFrame Time: 0.00833333\n");
        for (var frame = 0; frame < frames; frame++)
        {
            var root = Root(frame);
            text.Append(CultureInfo.InvariantCulture, $"{root.X} {root.Y} {root.Z}");
            foreach (var bone in order)
            {
                var (name, axis, channels) = bone < 0 ? ("root", Vector3.Zero, "xyz") : (Bones[bone].Name, Bones[bone].Axis, Bones[bone].Channels);
                var (own, turn) = (Turn(axis), Turn(Angles(name, frame, channels)));
                var euler = EulerZxy(own * turn * Quaternion.Conjugate(own));
                text.Append(CultureInfo.InvariantCulture, $" {euler.Z} {euler.X} {euler.Y}");
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static Vector3 Root(int frame) => new(frame, 95 + MathF.Sin(frame), -2 * frame);

    // Smooth, and different for each bone; degrees. Channels that the bone lacks are 0.
    private static Vector3 Angles(string bone, int frame, string channels)
    {
        float At(char channel, float phase) =>
            channels.Contains(channel) ? MathF.Round(25 * MathF.Sin((0.2f * frame) + phase + (0.7f * bone.Sum(letter => letter))), 4) : 0;
        return new(At('x', 0), At('y', 1.3f), At('z', 2.9f));
    }

    // About x, then y, then z, all of the outer axes.
    private static Quaternion Turn(Vector3 degrees)
    {
        var radians = degrees * (MathF.PI / 180);
        return Quaternion.CreateFromAxisAngle(Vector3.UnitZ, radians.Z)
            * Quaternion.CreateFromAxisAngle(Vector3.UnitY, radians.Y)
            * Quaternion.CreateFromAxisAngle(Vector3.UnitX, radians.X);
    }

    // R = Rz·Rx·Ry in degrees.
    private static Vector3 EulerZxy(Quaternion turn)
    {
        var (x, y, z) = (Vector3.Transform(Vector3.UnitX, turn), Vector3.Transform(Vector3.UnitY, turn), Vector3.Transform(Vector3.UnitZ, turn));
        return new Vector3(MathF.Asin(Math.Clamp(y.Z, -1, 1)), MathF.Atan2(-x.Z, z.Z), MathF.Atan2(-y.X, y.Y)) * (180 / MathF.PI);
    }

    private static void Joint(StringBuilder text, int bone, Vector3 offset, List<int> order)
    {
        order.Add(bone);
        var (name, end) = bone < 0 ? ("root", Vector3.Zero) : (Bones[bone].Name, Bones[bone].Centimetres);
        text.Append(bone < 0 ? "ROOT " : "JOINT ")
            .Append(name)
            .Append(CultureInfo.InvariantCulture, $"\n{{\nOFFSET {offset.X} {offset.Y} {offset.Z}\n")
            .Append(bone < 0 ? "CHANNELS 6 Xposition Yposition Zposition " : "CHANNELS 3 ")
            .Append("Zrotation Xrotation Yrotation\n");
        var children = Enumerable.Range(0, Bones.Length).Where(other => Bones[other].Parent == name).ToList();
        foreach (var child in children)
            Joint(text, child, end, order);
        if (children.Count == 0)
            text.Append(CultureInfo.InvariantCulture, $"End Site\n{{\nOFFSET {end.X} {end.Y} {end.Z}\n}}\n");
        text.Append("}\n");
    }
}
