using System.Numerics;
using StreamLift.Datasets.Bvh;
using StreamLift.Files.Grid;
using StreamLift.Files.Input;
using StreamLift.Files.Rotations;
using StreamLift.Rigs;

namespace StreamLift.Files.Bodies;

/// <summary>Reads BVH files of this program back into the joints that they were made of.</summary>
internal static class BvhReader
{
    private const float Centimetre = 10; // mm
    private const string HeadTop = "HeadEnd";

    /// <summary>The recording. Null: another program's bones.</summary>
    /// <param name="path">The file.</param>
    /// <param name="file">Its content.</param>
    /// <param name="rate">Frames per second.</param>
    public static MotionRecording? Read(string path, BvhFile file, double rate)
    {
        var places = file.Joints.Index().GroupBy(joint => joint.Item.Name).ToDictionary(same => same.Key, same => same.First().Index);
        if (!IsOwn(file, places))
            return null;
        int[] joints = [.. BodyBones.OfJoint.Select(bone => places[bone < 0 ? HeadTop : BodyBones.Names[bone]])];
        var (axes, motion) = (new YUp(WorldUp.Z), new BvhForwardKinematics(file));
        var positions = new Vector3[file.Joints.Count];
        var (recording, id) = PersonName.Of(path);
        var instants = FrameInstants.Of(recording, id, 0, file.Frames, rate, (frame, person) =>
        {
            motion.ComputeFrame(frame, positions);
            for (var joint = 0; joint < joints.Length; joint++)
                axes.Back(Centimetre * positions[joints[joint]]).CopyTo(person.Joints, 3 * joint);
            return true;
        });
        return new MotionRecording(recording, "BVH", WorldUp.Z, rate, instants) { Notes = file.Note is { } note ? [note] : [] };
    }

    // Mixamo's files have the same names; their Spine has a length, and they have fingers.
    private static bool IsOwn(BvhFile file, Dictionary<string, int> places) =>
        file.Joints.Count == BodyBones.Count + BodyBones.Ends.Length
        && BodyBones.Names.All(places.ContainsKey)
        && places.ContainsKey(HeadTop)
        && BodyBones.Names.Index().All(bone => Parent(file, places[bone.Item]) == (BodyBones.Parents[bone.Index] is >= 0 and var p ? BodyBones.Names[p] : ""))
        && file.Joints[places["Spine"]].Offset == Vector3.Zero;

    private static string Parent(BvhFile file, int joint) => file.Joints[joint].Parent is >= 0 and var parent ? file.Joints[parent].Name : "";
}
