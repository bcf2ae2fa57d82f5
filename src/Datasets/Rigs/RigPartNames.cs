using System.Collections.Frozen;

namespace StreamLift.Datasets.Rigs;

/// <summary>
/// What rigs call the parts of the body, without side, prefix, separators and case. A word may stand for two parts (an "arm" is the upper arm; a "leg" is
/// the shin beside an "upleg", and the thigh beside a "knee"): earlier words of a part win, and a limb's three joints must be below each other.
/// </summary>
internal static class RigPartNames
{
    // Which rigs use which words (as their makers' files and the importers of UniVRM, AnimatedDrawings and Rokoko's Blender plug-in list them):
    //   upleg leg foot arm forearm hand             CMU by cgspeed (MotionBuilder), Mixamo, Rokoko, Perception Neuron, LAFAN1, HumanIK (Character1_)
    //   hip knee ankle shoulder elbow wrist         Xsens' BVH, 100STYLE, CMU by cgspeed (3ds Max), SMPL, H-Anim, OpenSim, Kinect
    //   upperleg lowerleg foot upperarm lowerarm    Unity, VRM, Bandai Namco, Xsens' FBX (with forearm)
    //   thigh shin foot shldr forearm hand          Daz, Poser, CMU by cgspeed (Daz); thighbend shldrbend forearmbend: Daz Genesis 3 and 8
    //   thigh calf foot upperarm lowerarm hand      Unreal; with forearm: 3ds Max Biped, Character Creator
    //   thigh shin foot upper_arm forearm hand      Rigify and other rigs of Blender; its spine.006 is the head
    //   femur tibia foot humerus radius wrist       CMU's ASF (Acclaim)
    //   leg knee ankle arm elbow wrist              MikuMikuDance in English, VRChat
    private static readonly (RigPart Part, string Words)[] Table =
    [
        (RigPart.Hip, "upleg upperleg thigh thighbend femur hip leg"),
        (RigPart.Knee, "knee lowerleg lowleg calf shin shank tibia leg"),
        (RigPart.Ankle, "ankle foot"),
        (RigPart.Shoulder, "upperarm uparm shldr shldrbend humerus arm shoulder"),
        (RigPart.Elbow, "elbow forearm forearmbend lowerarm lowarm radius"),
        (RigPart.Wrist, "wrist hand"),
        (RigPart.Eye, "eye"),
        (RigPart.Neck, "neck neck1 neck01 necktwist01 necklower neckm"),
        (RigPart.Head, "head head1 headm skullbase spine006"),
        (RigPart.HeadTop, "headtopend headend headtop headnub headtip headsite headendsite head1end"),
    ];

    private static readonly FrozenDictionary<string, (RigPart Part, int Rank)[]>.AlternateLookup<ReadOnlySpan<char>> ByWord = Table
        .SelectMany(row => row.Words.Split(' ').Select((word, rank) => (Word: word, row.Part, Rank: rank)))
        .GroupBy(entry => entry.Word)
        .ToFrozenDictionary(group => group.Key, group => group.Select(entry => (entry.Part, entry.Rank)).ToArray(), StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The parts that a word stands for, with its place among the part's words. Empty: unknown.</summary>
    public static ReadOnlySpan<(RigPart Part, int Rank)> Of(ReadOnlySpan<char> word) => ByWord.TryGetValue(word, out var parts) ? parts : [];

    /// <summary>Whether parts of this kind have a left and a right one.</summary>
    public static bool IsSided(RigPart part) => part <= RigPart.Eye;
}
