using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: hides joints, as detectors and other layouts do. It maps the keypoints to another layout and back (so the hip becomes the midpoint
/// of both hips, as in serving), hides a limb, and hides joints at random.
/// </summary>
internal static class JointMasking
{
    /// <summary>No more joints are hidden when only this many are visible.</summary>
    public const int MinVisible = 6;

    // Named one by one: a layout that is added to the catalogue must not change what a seed trains. Together they lack what all others lack.
    private static readonly (JointMap There, JointMap Back)[] Layouts =
    [
        .. new[]
        {
            Skeletons.H36m16,
            Skeletons.Hourglass16,
            Skeletons.Mpii16,
            Skeletons.Coco17,
            Skeletons.Body25,
            Skeletons.Halpe26,
            Skeletons.Mediapipe33,
        }.Select(layout => (SkeletonCatalogue.BuiltIn.Map(Skeletons.H36m17, layout), SkeletonCatalogue.BuiltIn.Map(layout, Skeletons.H36m17))),
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

    // A table or the image's border hides the lower half, others hide a side or the upper half. Whole lower halves are the most common.
    private static readonly int[][] Halves =
    [
        Named("RKnee", "RFoot", "LKnee", "LFoot"),
        Named("Hip", "RHip", "RKnee", "RFoot", "LKnee", "LFoot"),
        Named("RHip", "RKnee", "RFoot", "LKnee", "LFoot"),
        Named("RHip", "RKnee", "RFoot", "RShoulder", "RElbow", "RWrist"),
        Named("RElbow", "RWrist", "LElbow", "LWrist", "Neck/Nose", "Head"),
        Named("RShoulder", "RElbow", "RWrist", "LElbow", "LWrist", "Neck/Nose", "Head"),
        Named("Hip", "RHip", "RKnee", "RFoot", "LHip", "LKnee", "LFoot"),
        Named("Hip", "RHip", "RKnee", "RFoot", "LHip", "LKnee", "LFoot"),
        Named("Hip", "RHip", "RKnee", "RFoot", "LHip", "LKnee", "LFoot", "Spine"),
        Named("Thorax", "RShoulder", "RElbow", "RWrist", "LShoulder", "LElbow", "LWrist", "Neck/Nose", "Head"),
    ];

    /// <param name="sample">Joints that are hidden lose their keypoints.</param>
    /// <param name="halfShare">The share of samples in which half a body is hidden.</param>
    public static void Apply(TrainingSample sample, float halfShare, ref SampleRandom random)
    {
        if (halfShare > 0 && random.Chance(halfShare))
        {
            var (half, mirrored) = (Halves[random.Below(Halves.Length)], random.Chance(0.5f));
            foreach (var joint in half)
                Hide(sample, mirrored ? Skeletons.H36m17.Mirror[joint] : joint);
        }
        if (random.Chance(0.75f))
            ThroughLayout(sample, random.Below(Layouts.Length));
        if (random.Chance(0.3f))
            foreach (var joint in Limbs[random.Below(Limbs.Length)])
                Hide(sample, joint);
        if (random.Chance(0.3f))
        {
            var share = random.Uniform(0, 0.5f);
            for (var joint = 0; joint < TrainingSample.Joints; joint++)
                if (random.Chance(share))
                    Hide(sample, joint);
        }
    }

    /// <summary>Maps the keypoints to the layout with this index and back, as the service does for a client that uses this layout.</summary>
    public static void ThroughLayout(TrainingSample sample, int layout)
    {
        var (there, back) = Layouts[layout];
        Span<float> given = stackalloc float[3 * there.To.Count];
        there.Apply(sample.Keypoints, given);
        back.Apply(given, sample.Keypoints);
    }

    private static void Hide(TrainingSample sample, int joint)
    {
        var seen = 0;
        for (var i = 0; i < TrainingSample.Joints; i++)
            seen += sample.Seen(i) ? 1 : 0;
        if (seen > MinVisible)
            sample.Hide(joint);
    }

    private static int[] Named(params string[] joints) => [.. joints.Select(Skeletons.H36m17.IndexOf)];
}
