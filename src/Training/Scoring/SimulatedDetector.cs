using StreamLift.Datasets;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Scoring;

/// <summary>
/// Adds the errors of a detector to projected keypoints: heavy tails, limbs that lie elsewhere, swapped sides, whole pixels. The errors of a person stay
/// for some frames, as those of real detectors do, and are the same for every model.
/// </summary>
internal sealed class SimulatedDetector
{
    // The mean error is near 15 px where Human3.6M's people are seen by its cameras, as that of Stacked Hourglass.
    private static readonly DetectorNoiseSettings Errors = new(
        MinDeviation: 0.008f,
        MaxDeviation: 0.03f,
        OutlierShare: 0.03f,
        LimbCorrelation: 0.2f,
        SwappedShare: 0.05f,
        TailDeviation: 0.6f,
        MissedShare: 0.05f
    );

    private const ulong Seed = 20170509;
    private const int FramesAlike = 5;

    private readonly TrainingSample _sample = new();

    /// <param name="sequence">The sequence, with projected keypoints.</param>
    /// <param name="number">Its number among all.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="keypoints">x, y, score of the joints of h36m17. Changed in place; a missing joint stays missing.</param>
    public void Apply(Sequence sequence, ulong number, int frame, Span<float> keypoints)
    {
        var random = new SampleRandom(Seed, number, (ulong)(frame / FramesAlike));
        _sample.Project(sequence.World(frame), sequence.Camera);
        DetectorNoiseAugmentation.Apply(_sample, Errors, ref random);
        for (var joint = 0; joint < Skeletons.H36m17.Count; joint++)
            if (keypoints[(3 * joint) + 2] > 0)
                _sample.Keypoints.AsSpan(3 * joint, 2).CopyTo(keypoints[(3 * joint)..]);
    }
}
