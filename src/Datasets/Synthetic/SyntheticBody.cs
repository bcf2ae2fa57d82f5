using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Synthetic;

/// <summary>
/// A body with fixed bones. It converts a posture to the 17 joints of h36m17. The bone lengths are about the means over the performers of CMU's
/// recordings.
/// </summary>
internal readonly record struct SyntheticBody(double Scale)
{
    private static readonly int Hip = Joint("Hip"),
        Spine = Joint("Spine"),
        Thorax = Joint("Thorax"),
        Nose = Joint("Neck/Nose"),
        Head = Joint("Head");
    private static readonly int LeftHip = Joint("LHip"),
        LeftKnee = Joint("LKnee"),
        LeftFoot = Joint("LFoot"),
        RightHip = Joint("RHip"),
        RightKnee = Joint("RKnee"),
        RightFoot = Joint("RFoot");
    private static readonly int LeftShoulder = Joint("LShoulder"),
        LeftElbow = Joint("LElbow"),
        LeftWrist = Joint("LWrist"),
        RightShoulder = Joint("RShoulder"),
        RightElbow = Joint("RElbow"),
        RightWrist = Joint("RWrist");

    private const double HipHalf = 95,
        Thigh = 450,
        Shin = 450,
        LowerSpine = 180,
        UpperSpine = 250,
        Neck = 187,
        HeadTop = 135;
    private const double ShoulderHalf = 188,
        UpperArm = 263,
        Forearm = 232;

    /// <summary>The height of an ankle above the floor, mm.</summary>
    private const double AnkleHeight = 80;

    /// <summary>How far the hip is behind the feet of a person who sits, mm.</summary>
    public double SeatDepth => Thigh * Scale;

    /// <summary>
    /// Writes 51 numbers: world, z up, mm. The lower ankle is on the floor, the hip is above (x, y), and the body faces <paramref name="heading"/>
    /// (radians from x).
    /// </summary>
    public void Pose(in Posture posture, double x, double y, double heading, Span<float> world)
    {
        var bones = new BodyFrame(world, x, y, heading, Scale);
        Leg(bones, posture.RightLeg, RightHip, RightKnee, RightFoot, side: 1);
        Leg(bones, posture.LeftLeg, LeftHip, LeftKnee, LeftFoot, side: -1);

        var (forward, up) = (Math.Sin(posture.Lean), Math.Cos(posture.Lean));
        bones.AddBone(Spine, Hip, LowerSpine, 0, forward, up);
        bones.AddBone(Thorax, Spine, UpperSpine, 0, forward, up);
        // The head leans half as much as the trunk.
        var (headForward, headUp) = (Math.Sin(posture.Lean / 2), Math.Cos(posture.Lean / 2));
        bones.AddBone(Nose, Thorax, Neck, 0, headForward, headUp);
        bones.AddBone(Head, Nose, HeadTop, 0, headForward, headUp);

        var (across, along) = (Math.Cos(posture.Twist), Math.Sin(posture.Twist));
        bones.AddBone(LeftShoulder, Thorax, ShoulderHalf, -across, -along, 0);
        bones.AddBone(RightShoulder, Thorax, ShoulderHalf, across, along, 0);
        Limb(bones, posture.LeftArm, LeftShoulder, LeftElbow, LeftWrist, UpperArm, Forearm, side: -1);
        Limb(bones, posture.RightArm, RightShoulder, RightElbow, RightWrist, UpperArm, Forearm, side: 1);
        bones.PlaceOnFloor(AnkleHeight * Scale, LeftFoot, RightFoot);
    }

    private static void Leg(BodyFrame bones, LimbPosture leg, int hip, int knee, int foot, int side)
    {
        bones.AddBone(hip, Hip, HipHalf, side, 0, 0);
        Limb(bones, leg, hip, knee, foot, Thigh, Shin, side);
    }

    private static void Limb(BodyFrame bones, LimbPosture limb, int root, int middle, int end, double upper, double lower, int side)
    {
        Hang(bones, middle, root, upper, limb.Pitch, limb.Side, side);
        Hang(bones, end, middle, lower, limb.Pitch + limb.Bend, limb.Side + limb.BendSide, side);
    }

    private static void Hang(BodyFrame bones, int joint, int parent, double length, double pitch, double outward, int side) =>
        bones.AddBone(joint, parent, length, side * Math.Sin(outward), Math.Sin(pitch) * Math.Cos(outward), -Math.Cos(pitch) * Math.Cos(outward));

    private static int Joint(string name) => Skeletons.H36m17.IndexOf(name);
}
