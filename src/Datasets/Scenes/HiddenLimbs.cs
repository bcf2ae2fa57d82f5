using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Scenes;

/// <summary>Whole limbs that the detector does not find, as behind the own body or a chair: 2 % of them, for about 0.2 s.</summary>
internal sealed class HiddenLimbs(SceneRandom random)
{
    private const double Share = 0.02;

    private static readonly int[][] Limbs = [Joints("LKnee", "LFoot"), Joints("RKnee", "RFoot"), Joints("LElbow", "LWrist"), Joints("RElbow", "RWrist")];

    /// <summary>Clears the joints of the limbs that are not found.</summary>
    /// <param name="which">The person in the camera.</param>
    /// <param name="run">The run of frames.</param>
    /// <param name="keypoints">x, y, score of the joints of h36m17.</param>
    public void Apply(int which, long run, Span<float> keypoints)
    {
        for (var limb = 0; limb < Limbs.Length; limb++)
            if (random.Uniform(Decision.HiddenLimb, which, limb, run) < Share)
                foreach (var joint in Limbs[limb])
                    keypoints.Slice(3 * joint, 3).Clear();
    }

    private static int[] Joints(params string[] names) => [.. names.Select(Skeletons.H36m17.IndexOf)];
}
