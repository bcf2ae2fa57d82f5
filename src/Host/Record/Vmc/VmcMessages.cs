using System.Numerics;

namespace StreamLift.Host.Record.Vmc;

/// <summary>
/// The messages of a frame of the Virtual Motion Capture Protocol (protocol.vmc.info): whether there is a person, the time, the root, and each bone with its
/// place and rotation in its parent. Unity's axes: left-handed, x right, y up, z forwards, metres.
/// </summary>
internal static class VmcMessages
{
    private const string Place = "sfffffff";

    /// <summary>Writes a frame.</summary>
    /// <param name="to">Receives the messages, and sends them.</param>
    /// <param name="bones">The bones, in Unity's axes; null: the person is not seen.</param>
    /// <param name="seconds">The time since the sending began.</param>
    public static void Write(OscBundles to, IReadOnlyList<VmcBone>? bones, float seconds)
    {
        var message = new OscMessage();
        to.Add(message.Begin("/VMC/Ext/OK", "i").Add(bones is null ? 0 : 1).Bytes);
        to.Add(message.Begin("/VMC/Ext/T", "f").Add(seconds).Bytes);
        if (bones is not null)
        {
            Add("/VMC/Ext/Root/Pos", new VmcBone("root", Vector3.Zero, Quaternion.Identity));
            foreach (var bone in bones)
                Add("/VMC/Ext/Bone/Pos", bone);
        }

        to.Flush();

        void Add(string address, VmcBone bone)
        {
            var (p, q) = (bone.Position, bone.Rotation);
            message.Begin(address, Place).Add(bone.Name).Add(p.X).Add(p.Y).Add(p.Z).Add(q.X).Add(q.Y).Add(q.Z).Add(q.W);
            to.Add(message.Bytes);
        }
    }
}

/// <summary>A bone, in its parent's axes.</summary>
/// <param name="Name">Its name among Unity's HumanBodyBones.</param>
/// <param name="Position">Its place, m.</param>
/// <param name="Rotation">Its rotation from the T-pose.</param>
internal readonly record struct VmcBone(string Name, Vector3 Position, Quaternion Rotation);
