using System.Numerics;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Rigs;

/// <summary>Tells which axis of a motion file points up.</summary>
internal static class BodyUp
{
    // A rest pose in which the trunk goes on from the legs along an axis is a person who stands. Other rigs (LAFAN1, Character Creator) have bones along an
    // axis of their own and no such pose.
    private const float Opposite = -0.9f;
    private const float Along = 0.9f;

    // The cosine of 70°: the mean trunk of a take in which people walk, sit and bend is within it.
    private const float Upright = 0.35f;
    private const float Mostly = 0.8f;

    /// <summary>Whether the 17 joints of a rest pose are a person who stands upright along an axis.</summary>
    public static bool Stands(Vector3[] rest)
    {
        var trunk = Vector3.Normalize(rest[BodyJoint.Thorax] - rest[BodyJoint.Hip]);
        var legs = Vector3.Normalize(((rest[BodyJoint.RFoot] + rest[BodyJoint.LFoot]) / 2) - rest[BodyJoint.Hip]);
        return Vector3.Dot(trunk, legs) < Opposite && Vector3.Dot(trunk, UpAxes.Nearest(trunk).Vector()) > Along;
    }

    /// <param name="facts">The take.</param>
    /// <param name="standing">The 17 joints in the rest pose, in which a person stands. Null: there is none.</param>
    public static WorldUp Tell(BodyFacts facts, Vector3[]? standing)
    {
        var moving = UpAxes.Nearest(facts.Up);
        if (standing is null)
            return moving;
        var still = UpAxes.Nearest(standing[BodyJoint.Thorax] - standing[BodyJoint.Hip]);
        // The rest pose decides, so that a lying take lies. One exception: SMPL's rest pose is y up, and AMASS's motion z up. There people stand on the floor
        // at height 0 of the other axis, and not even touch it along the axis of the rest pose.
        return moving != still && facts.StandsAtZero(moving) > Mostly && facts.TouchesZero(still) < Mostly ? moving : still;
    }

    /// <summary>Notes a person who lies or is upside down.</summary>
    public static void Check(BodyFacts facts, WorldUp up, List<string> notes)
    {
        var (height, other) = (Vector3.Dot(facts.Up, up.Vector()), UpAxes.Nearest(facts.Up));
        if (height >= Upright || other == up)
            return;
        var pose = height < -Upright ? "is on their head" : "lies or bends down";
        notes.Add($"the person {pose} in most frames if {up.Symbol()} is up; if they stand, give --up {other.Symbol()}");
    }
}
