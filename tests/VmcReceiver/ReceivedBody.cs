using System.Numerics;

namespace StreamLift.Tests.VmcReceiver;

/// <summary>The body that the messages of VMC have built so far, as a program in Unity would pose it: left-handed, y up, metres.</summary>
internal sealed class ReceivedBody
{
    // Unity's hierarchy of a humanoid: each bone with its parent
    private static readonly (string Bone, string Parent)[] Hierarchy =
    [
        ("Spine", "Hips"),
        ("Chest", "Spine"),
        ("UpperChest", "Chest"),
        ("Neck", "UpperChest"),
        ("Head", "Neck"),
        ("LeftShoulder", "UpperChest"),
        ("LeftUpperArm", "LeftShoulder"),
        ("LeftLowerArm", "LeftUpperArm"),
        ("LeftHand", "LeftLowerArm"),
        ("RightShoulder", "UpperChest"),
        ("RightUpperArm", "RightShoulder"),
        ("RightLowerArm", "RightUpperArm"),
        ("RightHand", "RightLowerArm"),
        ("LeftUpperLeg", "Hips"),
        ("LeftLowerLeg", "LeftUpperLeg"),
        ("LeftFoot", "LeftLowerLeg"),
        ("RightUpperLeg", "Hips"),
        ("RightLowerLeg", "RightUpperLeg"),
        ("RightFoot", "RightLowerLeg"),
    ];

    // for the joints of h36m17 the bone that begins there; the top of the head is no bone's beginning
    private static readonly string?[] Joints =
    [
        "Hips",
        "RightUpperLeg",
        "RightLowerLeg",
        "RightFoot",
        "LeftUpperLeg",
        "LeftLowerLeg",
        "LeftFoot",
        "UpperChest",
        "Neck",
        "Head",
        null,
        "LeftUpperArm",
        "LeftLowerArm",
        "LeftHand",
        "RightUpperArm",
        "RightLowerArm",
        "RightHand",
    ];

    private readonly Dictionary<string, (Vector3 Position, Quaternion Rotation)> _bones = [];

    /// <summary>The values of /VMC/Ext/OK.</summary>
    public List<int> Available { get; } = [];

    /// <summary>The values of /VMC/Ext/T.</summary>
    public List<float> Times { get; } = [];

    /// <summary>The names of the bones that have come.</summary>
    public IReadOnlyCollection<string> Bones => _bones.Keys;

    /// <summary>Takes a datagram.</summary>
    public void Take(ReadOnlySpan<byte> packet)
    {
        foreach (var (address, arguments) in OscReader.Messages(packet))
            switch (address)
            {
                case "/VMC/Ext/OK":
                    Available.Add((int)arguments[0]);
                    break;
                case "/VMC/Ext/T":
                    Times.Add((float)arguments[0]);
                    break;
                case "/VMC/Ext/Root/Pos":
                    Assert.Equal("root", arguments[0]);
                    Assert.Equal([0, 0, 0, 0, 0, 0, 1], arguments.Skip(1).Select(number => (float)number));
                    break;
                case "/VMC/Ext/Bone/Pos":
                    var numbers = arguments.Skip(1).Select(number => (float)number).ToArray();
                    Assert.Equal(7, numbers.Length);
                    _bones[(string)arguments[0]] = (new Vector3(numbers), new Quaternion(numbers[3], numbers[4], numbers[5], numbers[6]));
                    break;
                default:
                    Assert.Fail($"unknown address {address}");
                    break;
            }
    }

    /// <summary>The largest distance of a joint from where it is in a world with z up, mm.</summary>
    /// <param name="world">The 17 joints of h36m17, mm.</param>
    public float OffBy(ReadOnlySpan<float> world)
    {
        var placed = new Dictionary<string, (Vector3 Position, Quaternion Rotation)> { ["Hips"] = _bones["Hips"] };
        foreach (var (bone, parent) in Hierarchy)
            placed[bone] = (
                placed[parent].Position + Vector3.Transform(_bones[bone].Position, placed[parent].Rotation),
                placed[parent].Rotation * _bones[bone].Rotation
            );
        var largest = 0f;
        for (var joint = 0; joint < Joints.Length; joint++)
            if (Joints[joint] is { } name)
            {
                // x is forwards in Unity's z, y is to the left: Unity's -x
                var expected = new Vector3(-world[3 * joint + 1], world[3 * joint + 2], world[3 * joint]) / 1000;
                largest = Math.Max(largest, 1000 * Vector3.Distance(expected, placed[name].Position));
            }
        return largest;
    }
}
