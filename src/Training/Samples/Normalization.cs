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
internal sealed record Normalization(IPoseFeatures Features, float[] InputMean, float[] InputDeviation, float[] OutputMean, float[] OutputDeviation)
{
    private const int SampleCount = 40_000;

    /// <summary>Numbers that the network is given.</summary>
    public static int InputWidth => 2 * TrainingSample.Joints;

    /// <summary>Numbers that it returns: the hip is where it is.</summary>
    public static int OutputWidth => 3 * (TrainingSample.Joints - 1);

    /// <summary>Measured on an even choice of an epoch's sights, nothing hidden.</summary>
    public static Normalization Measure(SampleGenerator generator, IPoseFeatures features, ulong seed)
    {
        var (inputs, outputs) = (new RunningStatistics(InputWidth), new RunningStatistics(OutputWidth));
        var (sample, row, fill, pose) = (new TrainingSample(), new float[InputWidth], new float[InputWidth], new float[OutputWidth]);
        var step = Math.Max(1, generator.Count / SampleCount);
        for (var place = 0; place < generator.Count; place += step)
        {
            var random = new SampleRandom(seed, ulong.MaxValue, (ulong)place);
            generator.MakeClean(place, sample, ref random);
            features.Write(sample.Keypoints, CameraView.Of(sample.Camera), fill, row, out var turn);
            WriteTarget(sample, turn, pose);
            inputs.Add(row);
            outputs.Add(pose);
        }
        return new Normalization(features, inputs.Mean(), inputs.StandardDeviation(), outputs.Mean(), outputs.StandardDeviation());
    }

    /// <summary>A sample's features as z-scores; a joint not seen is exactly 0. Returns how many were seen.</summary>
    public int WriteInput(TrainingSample sample, Span<float> row, out CameraRotation turn)
    {
        var seen = Features.Write(sample.Keypoints, CameraView.Of(sample.Camera), InputMean, row, out turn);
        Standardize(row);
        return seen;
    }

    /// <summary>Features to z-scores, in place.</summary>
    public void Standardize(Span<float> row)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = (row[i] - InputMean[i]) / InputDeviation[i];
    }

    /// <summary>The truth relative to the hip, without it, mm, as the turned camera has it.</summary>
    public static void WriteTarget(TrainingSample sample, in CameraRotation turn, Span<float> pose)
    {
        for (var i = 0; i < pose.Length; i++)
            pose[i] = sample.Pose[i + 3] - sample.Pose[i % 3];
        turn.Apply(pose);
    }

    /// <summary>A row that the network gave, z-scores, as a pose before the camera as it stands: 51 numbers, mm, the hip 0.</summary>
    public void ReadPose(ReadOnlySpan<float> scores, in CameraRotation turn, Span<float> pose)
    {
        pose[..3].Clear();
        for (var i = 0; i < OutputWidth; i++)
            pose[i + 3] = (scores[i] * OutputDeviation[i]) + OutputMean[i];
        turn.Undo(pose);
    }
}
