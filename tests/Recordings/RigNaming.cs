namespace StreamLift.Tests.Recordings;

/// <summary>How a maker of rigs names joints. The names are those of the makers' own files.</summary>
/// <param name="Rig">The maker or tool.</param>
/// <param name="Sided">The pattern of a limb's joint: * is the part; Left, L, left and l in braces are the side.</param>
/// <param name="Limbs">The parts: hip, knee, ankle, toe, collar, shoulder, elbow, wrist.</param>
/// <param name="Trunk">Hips, three joints of the back, neck, head; separated by commas.</param>
internal sealed record RigNaming(string Rig, string Sided, string Limbs, string Trunk)
{
    private const string Mixamo = "UpLeg Leg Foot ToeBase Shoulder Arm ForeArm Hand";
    private const string Joints = "Hip Knee Ankle Toe Collar Shoulder Elbow Wrist";
    private const string Unity = "UpperLeg LowerLeg Foot Toes Shoulder UpperArm LowerArm Hand";
    private const string Smpl = "Hip Knee Ankle Foot Collar Shoulder Elbow Wrist";

    /// <summary>Mixamo's without prefix.</summary>
    public static RigNaming Plain { get; } = new("plain", "{Left}*", Mixamo, "Hips,Spine,Spine1,Spine2,Neck,Head");

    public static IReadOnlyList<RigNaming> All { get; } =
    [
        Plain,
        new("CMU by cgspeed for MotionBuilder", "{Left}*", Mixamo, "Hips,LowerBack,Spine,Spine1,Neck,Head"),
        new("CMU by cgspeed for 3ds Max", "{Left}*", Joints, "Hips,Chest,Chest2,Chest3,Neck,Head"),
        new("CMU by cgspeed for Daz", "{l}*", "Thigh Shin Foot Toe Collar Shldr ForeArm Hand", "hip,abdomen,chest,chest2,neck,head"),
        new("Daz Genesis 8", "{l}*", "ThighBend Shin Foot Toe Collar ShldrBend ForearmBend Hand", "hip,abdomenLower,abdomenUpper,chestLower,neckLower,head"),
        new("Xsens BVH, 100STYLE", "{Left}*", Joints, "Hips,Chest,Chest2,Chest4,Neck,Head"),
        new("Xsens FBX", "{Left}*", "UpperLeg LowerLeg Foot Toe Shoulder UpperArm ForeArm Hand", "Pelvis,L5,L3,T8,Neck,Head"),
        new("Rokoko", "{Left}*", "Thigh Shin Foot Toe Shoulder Arm ForeArm Hand", "Hips,Spine1,Spine2,Spine3,Neck,Head"),
        new("Perception Neuron", "Robot_{Left}*", Mixamo, "Robot_Hips,Robot_Spine,Robot_Spine1,Robot_Spine2,Robot_Neck,Robot_Head"),
        new("LAFAN1", "{Left}*", "UpLeg Leg Foot Toe Shoulder Arm ForeArm Hand", "Hips,Spine,Spine1,Spine2,Neck,Head"),
        new("Bandai Namco", "*_{L}", Unity, "Hips,Spine,Chest,UpperChest,Neck,Head"),
        new("Unity", "{Left}*", Unity, "Hips,Spine,Chest,UpperChest,Neck,Head"),
        new("VRoid", "J_Bip_{L}_*", Unity, "J_Bip_C_Hips,J_Bip_C_Spine,J_Bip_C_Chest,J_Bip_C_UpperChest,J_Bip_C_Neck,J_Bip_C_Head"),
        new("VRM", "{left}*", Unity, "hips,spine,chest,upperChest,neck,head"),
        new("Unreal", "*_{l}", "thigh calf foot ball clavicle upperarm lowerarm hand", "pelvis,spine_01,spine_02,spine_03,neck_01,head"),
        new("Rigify", "*.{L}", "thigh shin foot toe shoulder upper_arm forearm hand", "spine,spine.001,spine.002,spine.003,spine.004,spine.006"),
        new(
            "Rigify's deforming bones",
            "DEF-*.{L}",
            "thigh shin foot toe shoulder upper_arm forearm hand",
            "DEF-spine,DEF-spine.001,DEF-spine.002,DEF-spine.003,DEF-spine.004,DEF-spine.006"
        ),
        new(
            "3ds Max Biped",
            "Bip01 {L} *",
            "Thigh Calf Foot Toe0 Clavicle UpperArm Forearm Hand",
            "Bip01,Bip01 Spine,Bip01 Spine1,Bip01 Spine2,Bip01 Neck,Bip01 Head"
        ),
        new("SMPL", "{L}_*", Smpl, "Pelvis,Spine1,Spine2,Spine3,Neck,Head"),
        new("SMPL for Unity", "m_avg_{L}_*", Smpl, "m_avg_Pelvis,m_avg_Spine1,m_avg_Spine2,m_avg_Spine3,m_avg_Neck,m_avg_Head"),
        new("SMPL-X", "{left}_*", "hip knee ankle foot collar shoulder elbow wrist", "pelvis,spine1,spine2,spine3,neck,head"),
        new("HumanIK", "Character1_{Left}*", Mixamo, "Character1_Hips,Character1_Spine,Character1_Spine1,Character1_Spine2,Character1_Neck,Character1_Head"),
        new("Mixamo", "mixamorig:{Left}*", Mixamo, "mixamorig:Hips,mixamorig:Spine,mixamorig:Spine1,mixamorig:Spine2,mixamorig:Neck,mixamorig:Head"),
        new("Mixamo in glTF", "mixamorig{Left}*", Mixamo, "mixamorigHips,mixamorigSpine,mixamorigSpine1,mixamorigSpine2,mixamorigNeck,mixamorigHead"),
        new("Blender", "Armature|{Left}*", Mixamo, "Armature|Hips,Armature|Spine,Armature|Spine1,Armature|Spine2,Armature|Neck,Armature|Head"),
        new(
            "Character Creator",
            "CC_Base_{L}_*",
            "Thigh Calf Foot ToeBase Clavicle Upperarm Forearm Hand",
            "CC_Base_Hip,CC_Base_Waist,CC_Base_Spine01,CC_Base_Spine02,CC_Base_NeckTwist01,CC_Base_Head"
        ),
        new("CMU's ASF", "{l}*", "femur tibia foot toes clavicle humerus radius wrist", "root,lowerback,upperback,thorax,lowerneck,head"),
        new("MikuMikuDance in English", "{Left} *", "leg knee ankle toe shoulder arm elbow wrist", "Hips,Spine,Chest,Upper Chest,Neck,Head"),
        new("AdvancedSkeleton", "*_{L}", "Hip Knee Ankle Toes Scapula Shoulder Elbow Wrist", "Root_M,Spine1_M,Spine2_M,Chest_M,Neck_M,Head_M"),
    ];

    /// <summary>The name of a limb's joint.</summary>
    /// <param name="part">0 to 7, as in <see cref="Limbs"/>.</param>
    /// <param name="isLeft">The side.</param>
    public string Limb(int part, bool isLeft) =>
        (isLeft ? Sided : Sided.Replace("Left", "Right").Replace("left", "right").Replace("{L}", "{R}").Replace("{l}", "{r}"))
            .Replace("{", "")
            .Replace("}", "")
            .Replace("*", Limbs.Split(' ')[part]);

    /// <summary>The name of a joint of the trunk: 0 the hips, 1 to 3 the back, 4 the neck, 5 the head.</summary>
    public string Centre(int part) => Trunk.Split(',')[part];

    public override string ToString() => Rig;
}
