using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;

namespace StreamLift.Training.Samples;

/// <summary>Means and deviations of features and of poses, as the network was trained with them; the exporter folds both into the weights.</summary>
/// <param name="Features">Of what rows are made.</param>
/// <param name="InputMean">Of x', y' of each joint: 34.</param>
/// <param name="InputDeviation">The same's deviation.</param>
/// <param name="OutputMean">Of x, y, z relative to the hip of each joint but the hip, mm: 48.</param>
/// <param name="OutputDeviation">The same's deviation, mm.</param>
internal sealed record Normalisation(IPoseFeatures Features, float[] InputMean, float[] InputDeviation, float[] OutputMean, float[] OutputDeviation)
{
    private const int Looks = 40_000;

    /// <summary>Numbers that the network is given.</summary>
    public static int Inputs => 2 * TrainingSample.Joints;

    /// <summary>Numbers that it returns: the hip is where it is.</summary>
    public static int Outputs => 3 * (TrainingSample.Joints - 1);

    /// <summary>Measured on an even choice of an epoch's sights, nothing hidden.</summary>
    public static Normalisation Measure(SampleGenerator maker, IPoseFeatures features, ulong seed)
    {
        var (inputs, outputs) = (new RunningStatistics(Inputs), new RunningStatistics(Outputs));
        var (sight, row, fill, pose) = (new TrainingSample(), new float[Inputs], new float[Inputs], new float[Outputs]);
        var step = Math.Max(1, maker.Count / Looks);
        for (var place = 0; place < maker.Count; place += step)
        {
            var draw = new SampleRandom(seed, ulong.MaxValue, (ulong)place);
            maker.Clean(place, sight, ref draw);
            features.Write(sight.Keypoints, CameraView.Of(sight.Camera), fill, row, out var turn);
            WritePose(sight, turn, pose);
            inputs.Add(row);
            outputs.Add(pose);
        }
        return new Normalisation(features, inputs.Mean(), inputs.Deviation(), outputs.Mean(), outputs.Deviation());
    }

    /// <summary>A sight's features as z-scores; a joint not seen is exactly 0. Returns how many were seen.</summary>
    public int WriteInput(TrainingSample sight, Span<float> row, out CameraRotation turn)
    {
        var seen = Features.Write(sight.Keypoints, CameraView.Of(sight.Camera), InputMean, row, out turn);
        Standardise(row);
        return seen;
    }

    /// <summary>Features to z-scores, in place.</summary>
    public void Standardise(Span<float> row)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = (row[i] - InputMean[i]) / InputDeviation[i];
    }

    /// <summary>The truth relative to the hip, without it, mm, as the turned camera has it.</summary>
    public static void WritePose(TrainingSample sight, in CameraRotation turn, Span<float> pose)
    {
        for (var i = 0; i < pose.Length; i++)
            pose[i] = sight.Pose[i + 3] - sight.Pose[i % 3];
        turn.Apply(pose);
    }

    /// <summary>A row that the network gave, z-scores, as a pose before the camera as it stands: 51 numbers, mm, the hip 0.</summary>
    public void ReadPose(ReadOnlySpan<float> scores, in CameraRotation turn, Span<float> pose)
    {
        pose[..3].Clear();
        for (var i = 0; i < Outputs; i++)
            pose[i + 3] = (scores[i] * OutputDeviation[i]) + OutputMean[i];
        turn.Undo(pose);
    }
}
