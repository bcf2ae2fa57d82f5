using System.Numerics;
using System.Runtime.InteropServices;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>
/// Moves the joints of another skeleton to where Human3.6M's lie. Recordings agree about knees, ankles, elbows and wrists, but not about hips, shoulders,
/// the spine's point and those of the head, which differ by up to 100 mm. Hips, shoulders and head are moved along their own lines, to the distance that
/// Human3.6M's published skeleton has, in proportion to the person. The spine's point is put onto the line from the hips to the thorax. Then all
/// people that are read are scaled by one factor, so that their legs have Human3.6M's mean length.
/// </summary>
public static class Human36mSkeleton
{
    // Hip to hip joint, thigh, shin, hip to spine, spine to thorax, thorax to nose, nose to head, thorax to shoulder, upper arm, forearm, mm.
    private static readonly Dictionary<string, float> Published = new()
    {
        ["Hip"] = 132.95f,
        ["Knee"] = 442.89f,
        ["Foot"] = 454.21f,
        ["Spine"] = 233.38f,
        ["Thorax"] = 257.08f,
        ["Neck/Nose"] = 121.13f,
        ["Head"] = 115.00f,
        ["Shoulder"] = 151.03f,
        ["Elbow"] = 278.88f,
        ["Wrist"] = 251.73f,
    };

    // Joints that are moved, each after its parent. Joints beyond them stay.
    private static readonly int[] Moved = [.. new[] { "RHip", "LHip", "LShoulder", "RShoulder", "Neck/Nose", "Head" }.Select(Skeletons.H36m17.IndexOf)];

    private static readonly int Spine = Skeletons.H36m17.IndexOf("Spine"),
        Thorax = Skeletons.H36m17.IndexOf("Thorax");

    private static readonly float SpineShare = Published["Spine"] / (Published["Spine"] + Published["Thorax"]);

    /// <summary>Hip joint to ankle along the bones in the published skeleton, mm.</summary>
    public static float LegMm { get; } = Published["Knee"] + Published["Foot"];

    /// <summary>The same of Human3.6M's people on average, mm.</summary>
    public static float MeanLegMm => 931;

    /// <summary>The length of the published bone that ends at a joint of h36m17, mm; 0 for the hip.</summary>
    /// <param name="joint"><c>RKnee</c></param>
    public static float LengthOf(string joint) =>
        joint == "Hip" ? 0
        : Published.GetValueOrDefault(joint) is var own and > 0 ? own
        : Published[joint[1..]];

    /// <summary>Moves the joints of a take, in place.</summary>
    /// <param name="world">Poses of 51 numbers, mm.</param>
    internal static void MoveJoints(Span<float> world)
    {
        var size = (float)LegOf(world) / LegMm;
        Span<Vector3> given = stackalloc Vector3[Skeletons.PoseWidth / 3];
        for (var i = 0; i + Skeletons.PoseWidth <= world.Length; i += Skeletons.PoseWidth)
        {
            var joints = MemoryMarshal.Cast<float, Vector3>(world.Slice(i, Skeletons.PoseWidth));
            joints.CopyTo(given);
            joints[Spine] = joints[0] + (SpineShare * (joints[Thorax] - joints[0]));
            foreach (var joint in Moved)
            {
                var parent = Skeletons.H36m17.Parents[joint];
                var line = given[joint] - given[parent];
                joints[joint] = joints[parent] + (line * (size * LengthOf(Skeletons.H36m17.Joints[joint]) / Math.Max(1, line.Length())));
            }
        }
    }

    /// <summary>The mean length of the legs of a take, mm.</summary>
    internal static double LegOf(ReadOnlySpan<float> world)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i + Skeletons.PoseWidth <= world.Length; i += Skeletons.PoseWidth, count++)
        {
            var joints = MemoryMarshal.Cast<float, Vector3>(world.Slice(i, Skeletons.PoseWidth));
            for (var joint = 0; joint < joints.Length; joint++)
                if (
                    Skeletons.H36m17.Joints[joint] is var name
                    && (name.EndsWith("Knee", StringComparison.Ordinal) || name.EndsWith("Foot", StringComparison.Ordinal))
                )
                    sum += Vector3.Distance(joints[joint], joints[Skeletons.H36m17.Parents[joint]]) / 2;
        }
        return sum / Math.Max(1, count);
    }
}
