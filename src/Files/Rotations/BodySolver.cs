using System.Numerics;
using StreamLift.Poses.Layouts;
using static StreamLift.Files.Rotations.BodyMeasurer;

namespace StreamLift.Files.Rotations;

/// <summary>
/// Turns positions into rotations of <see cref="BodyBones"/>, pose after pose of one person. Each bone points where its joints do. What positions do not say is
/// chosen: the back bends in the middle of its lower half and turns evenly from the hips to the shoulders; an upper arm and a thigh roll so that elbow and knee
/// bend about their hinges, and keep the last roll where the limb is straight; forearm, shin, neck and head do not roll against the bone before; hands and feet
/// do not turn. A bone whose joints are not known keeps its last rotation. With <see cref="Body"/> a bone points from where the bones before it end, not from
/// where that joint was recorded: one length that varies then moves one joint, and not all that follow. Not thread-safe.
/// </summary>
public sealed class BodySolver
{
    private const float Straight = 0.05f; // the sine of the bend up to which the hinge is noise
    private const float Bent = 0.25f; // and from which it is trusted

    private const float Slack = 5; // mm that a back may be too short and is still straight: noise does not bend it

    private readonly Quaternion[] _global = new Quaternion[BodyBones.Count];
    private readonly Quaternion[] _local = [.. Enumerable.Repeat(Quaternion.Identity, BodyBones.Count)];
    private readonly Vector3[] _places = new Vector3[BodyBones.Count];
    private readonly Vector2[] _roll = [.. Enumerable.Repeat(Vector2.UnitX, 4)]; // of upper arms and thighs: cosine and sine

    /// <summary>The lengths of the person's bones, by which a back that bends gets shorter. Null: each bone points as its own joints do.</summary>
    public BodyProportions? Body { get; set; }

    /// <summary>Solves the next pose.</summary>
    /// <param name="joints">51 numbers of h36m17, mm, with y up. NaN: not known.</param>
    /// <param name="local">Receives the rotation of each bone against its parent; against the world for the root.</param>
    /// <exception cref="ArgumentException">Another number of joints or bones.</exception>
    public void Solve(ReadOnlySpan<float> joints, Span<Quaternion> local)
    {
        if (joints.Length != Skeletons.PoseWidth || local.Length != BodyBones.Count)
            throw new ArgumentException($"{Skeletons.PoseWidth} numbers and {BodyBones.Count} bones expected, not {joints.Length} and {local.Length}");
        _places[BodyBones.Hips] = At(joints, 0);
        Trunk(joints);
        Arm(joints, BodyBones.LeftShoulder, 11, Vector3.UnitX, -Vector3.UnitY, ref _roll[0]);
        Arm(joints, BodyBones.RightShoulder, 14, -Vector3.UnitX, Vector3.UnitY, ref _roll[1]);
        Leg(joints, BodyBones.LeftUpLeg, 4, ref _roll[2]);
        Leg(joints, BodyBones.RightUpLeg, 1, ref _roll[3]);
        _local.CopyTo(local);
    }

    private void Trunk(ReadOnlySpan<float> joints)
    {
        var (hips, shoulders) = (At(joints, 4) - At(joints, 1), At(joints, 11) - At(joints, 14));
        var back = At(joints, 7) - At(joints, 0);
        Set(BodyBones.Hips, Turns.Basis(hips, back));
        var (from, to) = (Vector3.Normalize(hips), Vector3.Normalize(shoulders));
        var (lower, upper) = Halves(back, hips);
        Set(BodyBones.Spine, Turns.BasisAlong(lower, Vector3.Lerp(from, to, 1 / 3f)));
        Set(BodyBones.Spine1, Turns.BasisAlong(upper, Vector3.Lerp(from, to, 2 / 3f)));
        Set(BodyBones.Spine2, Turns.BasisAlong(Direction(joints, BodyBones.Spine2, 7, 8), to));
        Point(BodyBones.Neck, Vector3.UnitY, Direction(joints, BodyBones.Neck, 8, 9));
        Point(BodyBones.Head, Vector3.UnitY, Direction(joints, BodyBones.Head, 9, 10));
    }

    /// <summary>The directions of the two halves of the lower back: bent backwards in the middle where hip and spine are nearer than it is long.</summary>
    private (Vector3 Lower, Vector3 Upper) Halves(Vector3 back, Vector3 hips)
    {
        if (Body is not { Back: var full } || !(back.Length() < full - Slack))
            return (back, back);
        var distance = back.Length();
        // from the slack on the error goes down to 0 again, without a jump
        var cosine = (distance + Math.Max(0, (2 * Slack) - (full - distance))) / full;
        var backwards = Vector3.Cross(back, hips);
        if (!(backwards.LengthSquared() > 0))
            return (back, back);
        var (along, across) = (cosine * Vector3.Normalize(back), MathF.Sqrt(Math.Max(0, 1 - (cosine * cosine))) * Vector3.Normalize(backwards));
        return (along + across, along - across);
    }

    private void Arm(ReadOnlySpan<float> joints, int shoulder, int joint, Vector3 rest, Vector3 hinge, ref Vector2 roll)
    {
        Point(shoulder, rest, Direction(joints, shoulder, 8, joint));
        Limb(joints, shoulder + 1, joint, rest, hinge, ref roll, isKnee: false);
        Set(shoulder + 3, _global[shoulder + 2]);
    }

    private void Leg(ReadOnlySpan<float> joints, int thigh, int joint, ref Vector2 roll)
    {
        Limb(joints, thigh, joint, -Vector3.UnitY, Vector3.UnitX, ref roll, isKnee: true);
        Set(thigh + 2, _global[thigh + 1]);
        Set(thigh + 3, _global[thigh + 1]);
    }

    // The upper bone swings to its direction and rolls until its hinge is that of the bend; the lower one swings from there.
    private void Limb(ReadOnlySpan<float> joints, int upper, int joint, Vector3 rest, Vector3 hinge, ref Vector2 roll, bool isKnee)
    {
        var direction = Direction(joints, upper, joint, joint + 1);
        Point(upper, rest, direction);
        var next = Direction(joints, upper + 1, joint + 1, joint + 2);
        if (!Turns.IsFinite(direction))
        {
            Point(upper + 1, rest, next);
            return;
        }
        var swung = _global[upper];
        var (axis, across) = (Vector3.Transform(hinge, swung), Vector3.Transform(Vector3.Cross(rest, hinge), swung));
        var bend = Vector3.Cross(Vector3.Normalize(direction), Vector3.Normalize(next));
        var seen = new Vector2(Vector3.Dot(bend, axis), Vector3.Dot(bend, across));
        var sine = seen.Length();
        // a knee that seems to bend forwards is a straight one; of an unknown wrist or ankle the sine is NaN
        if (sine > Straight && !(isKnee && seen.X < 0 && sine < 0.5f))
        {
            var trust = Math.Min(1, (sine - Straight) / (Bent - Straight));
            var mixed = Vector2.Lerp(roll, seen / sine, trust);
            roll = mixed.Length() > 1e-3f ? Vector2.Normalize(mixed) : seen / sine;
        }
        var turn = Quaternion.CreateFromAxisAngle(Vector3.Transform(rest, swung), MathF.Atan2(roll.Y, roll.X));
        Set(upper, Quaternion.Normalize(turn * swung));
        Point(upper + 1, rest, next);
    }

    /// <summary>From where a bone begins to where the joint at its end was recorded; NaN if either joint is not known.</summary>
    private Vector3 Direction(ReadOnlySpan<float> joints, int bone, int from, int to)
    {
        var recorded = At(joints, to) - At(joints, from);
        var place = PlaceOf(bone);
        return Turns.IsFinite(recorded) && Turns.IsFinite(place) ? At(joints, to) - place : recorded;
    }

    // NaN without lengths
    private Vector3 PlaceOf(int bone) =>
        Body is not { } body ? new(float.NaN)
        : BodyBones.Parents[bone] is >= 0 and var parent ? _places[parent] + Vector3.Transform(body.Offsets[bone], _global[parent])
        : _places[bone];

    /// <summary>Swings a bone from where its parent's rotation takes it to a direction.</summary>
    private void Point(int bone, Vector3 rest, Vector3 direction)
    {
        var parent = _global[BodyBones.Parents[bone]];
        Set(bone, Quaternion.Normalize(Turns.Swing(Vector3.Transform(rest, parent), Vector3.Normalize(direction)) * parent));
    }

    private void Set(int bone, Quaternion global)
    {
        var parent = BodyBones.Parents[bone] is >= 0 and var above ? _global[above] : Quaternion.Identity;
        if (float.IsFinite(global.X + global.Y + global.Z + global.W))
        {
            var local = Quaternion.Normalize(Quaternion.Conjugate(parent) * global);
            // of the two quaternions of a rotation the one near the last, so that players do not turn the long way round
            _local[bone] = Quaternion.Dot(local, _local[bone]) < 0 ? Quaternion.Negate(local) : local;
        }
        _global[bone] = Quaternion.Normalize(parent * _local[bone]);
        _places[bone] = PlaceOf(bone);
    }
}
