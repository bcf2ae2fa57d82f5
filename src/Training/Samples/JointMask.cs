using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Training.Samples;

/// <summary>
/// What a detector doesn't give: the joints that its layout lacks (the others taken through the layout and back, so that a hip is the
/// mean of both hips as in serving), a limb behind something, joints here and there, what is beyond the image's edge.
/// </summary>
internal static class JointMask
{
    /// <summary>With fewer left nothing more is hidden: a person with less is not lifted.</summary>
    public const int LeastSeen = 6;

    private static readonly (JointMap There, JointMap Back)[] Layouts =
    [
        .. Skeletons
            .All.Where(layout => layout != Skeletons.H36m17)
            .Select(layout => (SkeletonCatalogue.BuiltIn.Map(Skeletons.H36m17, layout), SkeletonCatalogue.BuiltIn.Map(layout, Skeletons.H36m17))),
    ];

    private static readonly int[][] Limbs =
    [
        Named("RElbow", "RWrist"),
        Named("LElbow", "LWrist"),
        Named("RWrist"),
        Named("LWrist"),
        Named("RKnee", "RFoot"),
        Named("LKnee", "LFoot"),
        Named("RFoot", "LFoot"),
        Named("RKnee", "RFoot", "LKnee", "LFoot"),
        Named("Head"),
        Named("Neck/Nose", "Head"),
        Named("RShoulder", "RElbow", "RWrist"),
        Named("LShoulder", "LElbow", "LWrist"),
    ];

    public static void Apply(TrainingSample sight, ref SampleRandom draw)
    {
        if (draw.Chance(0.75f))
            ThroughLayout(sight, draw.Below(Layouts.Length));
        if (draw.Chance(0.3f))
            foreach (var joint in Limbs[draw.Below(Limbs.Length)])
                Hide(sight, joint);
        if (draw.Chance(0.3f))
        {
            var share = draw.Uniform(0, 0.5f);
            for (var joint = 0; joint < TrainingSample.Joints; joint++)
                if (draw.Chance(share))
                    Hide(sight, joint);
        }
    }

    /// <summary>As serving sees a person of the <paramref name="layout"/>th other layout.</summary>
    public static void ThroughLayout(TrainingSample sight, int layout)
    {
        var (there, back) = Layouts[layout];
        Span<float> given = stackalloc float[3 * there.To.Count];
        there.Apply(sight.Keypoints, given);
        back.Apply(given, sight.Keypoints);
    }

    private static void Hide(TrainingSample sight, int joint)
    {
        var seen = 0;
        for (var i = 0; i < TrainingSample.Joints; i++)
            seen += sight.Seen(i) ? 1 : 0;
        if (seen > LeastSeen)
            sight.Hide(joint);
    }

    private static int[] Named(params string[] joints) => [.. joints.Select(Skeletons.H36m17.IndexOf)];
}
