using StreamLift.Datasets.Rigs;

namespace StreamLift.Datasets.Markers;

/// <summary>
/// Sets of markers on the skin, and the joints that lie between them. Where Vicon has written the joint centres of Plug-in Gait beside its markers, these are
/// taken. Otherwise the hip is 30 % of the way from the front markers of the pelvis to the back ones, 0.36 of their distance from the middle, and a sixth of
/// the way down to the knee (after the regressions of Harrington et al. 2007); knee and ankle are their markers, moved inwards by a part of the pelvis's width;
/// the shoulder is below its marker. On Vicon's takes that have both (BTK's samples) the hips are 17 to 35 mm from the joint centres; docs/motion.md has all.
/// </summary>
internal static class MarkerSets
{
    private const string Head = """
        "Head": {"LFHD": 0.15, "RFHD": 0.15, "LBHD": 0.15, "RBHD": 0.15, "C7": 0.4},
        "HeadTop": {"LFHD": 0.35, "RFHD": 0.35, "LBHD": 0.35, "RBHD": 0.35, "C7": -0.4}
        """;

    private static readonly IReadOnlyList<JointFile> All =
    [
        new("by the joint centres of Plug-in Gait", $"{{ {Centres("R")} {Centres("L")} {Head} }}"),
        new("by the markers of Plug-in Gait", $"{{ {Skin("R", "L", "ASI", "PSI")} {Skin("L", "R", "ASI", "PSI")} {Head} }}"),
        new("by the markers of CMU", $"{{ {Skin("R", "L", "FWT", "BWT")} {Skin("L", "R", "FWT", "BWT")} {Head} }}"),
    ];

    /// <summary>The set whose markers a motion has; null: none, or the motion has joints.</summary>
    public static JointFile? Of(IRigMotion motion) => motion is MarkerMotion ? All.FirstOrDefault(set => set.Fits(motion.Names)) : null;

    // The origins and ends of its segments: femur, tibia, humerus, radius.
    private static string Centres(string own) =>
        $$"""
            "{{own}}Hip": "{{own}}FEP", "{{own}}Knee": "{{own}}FEO", "{{own}}Foot": "{{own}}TIO",
            "{{own}}Shoulder": "{{own}}HUP", "{{own}}Elbow": "{{own}}HUO", "{{own}}Wrist": "{{own}}RAO",
            """;

    // The band of markers around the head is below its top, and above the joint that it turns about.
    private static string Skin(string own, string other, string front, string back) =>
        $$"""
            "{{own}}Hip": {"{{own}}{{front}}": 0.555, "{{other}}{{front}}": 0.03, "{{own}}{{back}}": 0.215, "{{other}}{{back}}": 0.035, "{{own}}KNE": 0.165},
            "{{own}}Knee": {"{{own}}KNE": 1, "{{own}}{{front}}": -0.22, "{{other}}{{front}}": 0.22},
            "{{own}}Foot": {"{{own}}ANK": 1, "{{own}}{{front}}": -0.14, "{{other}}{{front}}": 0.14},
            "{{own}}Shoulder": {"{{own}}SHO": 0.88, "{{own}}ELB": 0.12}, "{{own}}Elbow": "{{own}}ELB", "{{own}}Wrist": ["{{own}}WRA", "{{own}}WRB"],
            """;
}
