using System.Numerics;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: moves an arm to a random position that a shoulder and an elbow allow. Recorded arms hang or swing for most of the time, and the network
/// guesses the depth of what it has not seen. Half of the arms reach for a point before the chest, the head or the hips, as hands mostly do; the others go
/// anywhere.
/// </summary>
internal static class ArmSampling
{
    private const int MaxAttempts = 8;
    private const float ReachingShare = 0.5f;
    private const float MaxFlexion = 2.55f;

    // The trunk is a capsule of this radius, mm.
    private const float TrunkRadius = 105;

    private static readonly (int Shoulder, int Elbow, int Wrist, float Side)[] Arms = [Arm("R", -1), Arm("L", 1)];

    /// <param name="world">51 numbers, mm. Changed in place; lengths stay.</param>
    public static void Apply(Span<float> world, ref SampleRandom random)
    {
        var joints = BodyFrame.Joints(world);
        var which = random.Below(4);
        foreach (var arm in Arms)
            if (which >= 2 || which == (arm.Side > 0 ? 1 : 0))
                Place(joints, arm, ref random);
    }

    private static void Place(Span<Vector3> joints, (int Shoulder, int Elbow, int Wrist, float Side) arm, ref SampleRandom random)
    {
        var chest = BodyFrame.OfChest(joints);
        var shoulder = joints[arm.Shoulder];
        var (upper, fore) = (Vector3.Distance(shoulder, joints[arm.Elbow]), Vector3.Distance(joints[arm.Elbow], joints[arm.Wrist]));
        for (var i = 0; i < MaxAttempts; i++)
        {
            var outwards = arm.Side * chest.Left;
            var (elbow, wrist) = random.Chance(ReachingShare)
                ? Reach(shoulder, upper, fore, chest, outwards, ref random)
                : Anywhere(shoulder, upper, fore, chest, outwards, arm.Side, ref random);
            if (IsInTrunk(joints, elbow) || IsInTrunk(joints, wrist) || IsInTrunk(joints, (elbow + wrist) / 2))
                continue;
            (joints[arm.Elbow], joints[arm.Wrist]) = (elbow, wrist);
            return;
        }
    }

    // The wrist goes to a point in front, the elbow below or beside the line to it.
    private static (Vector3 Elbow, Vector3 Wrist) Reach(Vector3 shoulder, float upper, float fore, BodyFrame chest, Vector3 outwards, ref SampleRandom random)
    {
        var target =
            (random.Uniform(0.15f, 0.9f) * (upper + fore) * chest.Forward) + (random.Uniform(-280, 220) * outwards) + (random.Uniform(-420, 320) * chest.Up);
        var distance = Math.Clamp(
            target.Length(),
            MathF.Sqrt((upper * upper) + (fore * fore) + (2 * upper * fore * MathF.Cos(MaxFlexion))),
            0.995f * (upper + fore)
        );
        var line = BodyFrame.Unit(target);
        var along = ((upper * upper) - (fore * fore) + (distance * distance)) / (2 * distance);
        var aside = MathF.Sqrt(Math.Max(0, (upper * upper) - (along * along)));
        var pole = (random.Uniform(0.2f, 1) * -chest.Up) + (random.Uniform(-0.1f, 1) * outwards) + (random.Uniform(-0.1f, 0.4f) * -chest.Forward);
        var down = BodyFrame.Unit(pole - (Vector3.Dot(pole, line) * line));
        return (shoulder + (along * line) + (aside * down), shoulder + (distance * line));
    }

    private static (Vector3 Elbow, Vector3 Wrist) Anywhere(
        Vector3 shoulder,
        float upper,
        float fore,
        BodyFrame chest,
        Vector3 outwards,
        float side,
        ref SampleRandom random
    )
    {
        var direction = -chest.Up;
        for (var i = 0; i < MaxAttempts; i++)
        {
            var drawn = BodyFrame.Unit(new Vector3(random.Normal(), random.Normal(), random.Normal()));
            var (ahead, aside, above) = (drawn.X, drawn.Y, drawn.Z);
            // A shoulder goes little backwards and little across the body, and an arm is seldom held up.
            if (ahead < -0.5f || aside < -0.6f || (ahead < -0.1f && (aside < -0.1f || above > 0.3f)) || (above > 0.3f && random.Chance(0.5f)))
                continue;
            direction = (ahead * chest.Forward) + (aside * outwards) + (above * chest.Up);
            break;
        }
        // A hanging arm bends forwards. That direction goes with the arm, then the upper arm turns: further inwards than outwards.
        var bend = BodyFrame.Rotate(Turned(-chest.Up, direction, chest.Forward), direction, side * random.Uniform(-1, 1.7f));
        var flexion = MaxFlexion * MathF.Sqrt(random.Uniform());
        var elbow = shoulder + (upper * direction);
        return (elbow, elbow + (fore * ((MathF.Cos(flexion) * direction) + (MathF.Sin(flexion) * bend))));
    }

    // The shortest rotation from one direction to another, of a third vector.
    private static Vector3 Turned(Vector3 from, Vector3 to, Vector3 vector)
    {
        var axis = Vector3.Cross(from, to);
        return axis.Length() < 1e-3f ? vector : BodyFrame.Rotate(vector, BodyFrame.Unit(axis), MathF.Atan2(axis.Length(), Vector3.Dot(from, to)));
    }

    private static bool IsInTrunk(ReadOnlySpan<Vector3> joints, Vector3 point)
    {
        var (from, line) = (joints[BodyFrame.Hip], joints[BodyFrame.Thorax] - joints[BodyFrame.Hip]);
        var share = Math.Clamp(Vector3.Dot(point - from, line) / Math.Max(1, line.LengthSquared()), 0, 1);
        return Vector3.Distance(point, from + (share * line)) < TrunkRadius;
    }

    private static (int, int, int, float) Arm(string side, float left)
    {
        int Joint(string name) => Skeletons.H36m17.IndexOf(side + name);
        return (Joint("Shoulder"), Joint("Elbow"), Joint("Wrist"), left);
    }
}
