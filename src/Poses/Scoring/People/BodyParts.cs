using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Scoring.People;

/// <summary>
/// PCP, the percentage of correct parts, as for several people in 3D (Belagiannis et al. 2014, "3D pictorial structures for multiple human pose estimation"):
/// a part is right where the mean distance of its two ends is at most half its length. Ten parts: the trunk, the head, and the two halves of each limb.
/// </summary>
internal static class BodyParts
{
    private const double Alpha = 0.5;

    private static readonly (int From, int To)[] Parts =
    [
        Part("Hip", "Thorax"),
        Part("Neck/Nose", "Head"),
        Part("LHip", "LKnee"),
        Part("LKnee", "LFoot"),
        Part("RHip", "RKnee"),
        Part("RKnee", "RFoot"),
        Part("LShoulder", "LElbow"),
        Part("LElbow", "LWrist"),
        Part("RShoulder", "RElbow"),
        Part("RElbow", "RWrist"),
    ];

    /// <summary>The number of parts.</summary>
    public static int Count => Parts.Length;

    /// <summary>The number of right parts.</summary>
    /// <param name="found">17 joints, mm.</param>
    /// <param name="truth">The true ones.</param>
    public static int Right(ReadOnlySpan<float> found, ReadOnlySpan<float> truth)
    {
        var right = 0;
        foreach (var (from, to) in Parts)
            if ((Joints.Distance(found, from, truth, from) + Joints.Distance(found, to, truth, to)) / 2 <= Alpha * Joints.Distance(truth, from, truth, to))
                right++;
        return right;
    }

    private static (int, int) Part(string from, string to) => (Skeletons.H36m17.IndexOf(from), Skeletons.H36m17.IndexOf(to));
}
