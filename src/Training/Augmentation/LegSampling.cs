using System.Numerics;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: moves the legs to random positions that hips and knees allow: seated on a chair or on the floor, squatting, kneeling, or each leg by
/// itself. In recorded motion people stand and walk for most of the time.
/// </summary>
internal static class LegSampling
{
    private const float SeatedShare = 0.5f;
    private const float LowShare = 0.25f;

    private static readonly (int Hip, int Knee, int Foot, float Side)[] Legs = [Leg("R", -1), Leg("L", 1)];

    /// <summary>The angles of a leg, radians: 0 hangs straight down.</summary>
    /// <param name="Flexion">Of the hip: the thigh forwards.</param>
    /// <param name="Abduction">Of the hip: the thigh outwards.</param>
    /// <param name="Rotation">Of the thigh about itself: a bent shin goes outwards.</param>
    /// <param name="Knee">Of the knee.</param>
    private readonly record struct Angles(float Flexion, float Abduction, float Rotation, float Knee);

    /// <param name="world">51 numbers, z up, mm. Changed in place; lengths and the height of the lowest joint stay.</param>
    public static void Apply(Span<float> world, ref SampleRandom random)
    {
        var joints = BodyFrame.Joints(world);
        var (floor, pelvis) = (BodyFrame.Lowest(joints), BodyFrame.OfPelvis(joints));
        var kind = random.Uniform();
        // Both legs do nearly the same in half of the cases.
        var (both, alike) = (Draw(kind, ref random), random.Chance(0.5f));
        foreach (var leg in Legs)
        {
            var own = alike ? Near(both, ref random) : Draw(kind, ref random);
            Place(joints, leg, own, pelvis);
        }
        BodyFrame.PutOnFloor(joints, floor);
    }

    private static Angles Draw(float kind, ref SampleRandom random)
    {
        if (kind < SeatedShare)
        {
            var flexion = 1.45f + (0.25f * random.Normal());
            return new Angles(flexion, random.Uniform(-0.15f, 0.6f), 0.25f * random.Normal(), Math.Clamp(flexion + (0.45f * random.Normal()), 0, 2.4f));
        }
        if (kind < SeatedShare + LowShare)
            return new Angles(random.Uniform(0, 2.1f), random.Uniform(-0.1f, 0.8f), 0.35f * random.Normal(), random.Uniform(0.8f, 2.6f));
        return new Angles(random.Uniform(-0.45f, 1.8f), random.Uniform(-0.25f, 0.8f), 0.3f * random.Normal(), 2.2f * random.Uniform() * random.Uniform());
    }

    private static Angles Near(Angles angles, ref SampleRandom random) =>
        new(
            angles.Flexion + (0.1f * random.Normal()),
            angles.Abduction + (0.1f * random.Normal()),
            angles.Rotation + (0.1f * random.Normal()),
            Math.Clamp(angles.Knee + (0.15f * random.Normal()), 0, 2.6f)
        );

    private static void Place(Span<Vector3> joints, (int Hip, int Knee, int Foot, float Side) leg, Angles angles, BodyFrame pelvis)
    {
        var (thigh, shin) = (Vector3.Distance(joints[leg.Hip], joints[leg.Knee]), Vector3.Distance(joints[leg.Knee], joints[leg.Foot]));
        // Forwards about the axis to the right, outwards about the axis to the back or the front, by side.
        Vector3 Moved(Vector3 vector) =>
            BodyFrame.Rotate(
                BodyFrame.Rotate(vector, -pelvis.Left, angles.Flexion),
                Vector3.Cross(-pelvis.Up, leg.Side * pelvis.Left),
                angles.Abduction * MathF.Cos(angles.Flexion)
            );
        var direction = Moved(-pelvis.Up);
        // A seated person's thighs spread about the axis of the trunk.
        direction = BodyFrame.Rotate(direction, pelvis.Up, leg.Side * angles.Abduction * MathF.Sin(Math.Max(0, angles.Flexion)));
        var bend = BodyFrame.Rotate(Moved(-pelvis.Forward), pelvis.Up, leg.Side * angles.Abduction * MathF.Sin(Math.Max(0, angles.Flexion)));
        bend = BodyFrame.Rotate(bend, direction, leg.Side * angles.Rotation);
        joints[leg.Knee] = joints[leg.Hip] + (thigh * direction);
        joints[leg.Foot] = joints[leg.Knee] + (shin * ((MathF.Cos(angles.Knee) * direction) + (MathF.Sin(angles.Knee) * bend)));
    }

    private static (int, int, int, float) Leg(string side, float left)
    {
        int Joint(string name) => Skeletons.H36m17.IndexOf(side + name);
        return (Joint("Hip"), Joint("Knee"), Joint("Foot"), left);
    }
}
