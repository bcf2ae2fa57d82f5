using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;

namespace StreamLift.Training.Samples;

/// <summary>The means and standard deviations of features and poses for standardization. The exporter folds them into the weights.</summary>
/// <param name="Features">The kind of features.</param>
/// <param name="InputMean">The mean of x', y' of each joint, and 0 for whether it was seen: 34 or 51 numbers. A missing joint gets it.</param>
/// <param name="InputDeviation">Their standard deviation.</param>
/// <param name="OutputMean">The mean of x, y, z relative to the hip of each joint except the hip, mm: 48 numbers.</param>
/// <param name="OutputDeviation">Their standard deviation, mm.</param>
internal sealed record Normalization(IPoseFeatures Features, float[] InputMean, float[] InputDeviation, float[] OutputMean, float[] OutputDeviation)
{
    private const int SampleCount = 40_000;

    /// <summary>The number of input features.</summary>
    public int InputWidth => InputMean.Length;

    /// <summary>The number of outputs. The hip is not among them; it is always 0.</summary>
    public static int OutputWidth => 3 * (TrainingSample.Joints - 1);

    /// <summary>The number of features of a person.</summary>
    public static int WidthOf(IPoseFeatures features) => features.NumbersPerJoint * TrainingSample.Joints;

    /// <summary>Measures the statistics on samples at regular intervals of an epoch, without missing joints.</summary>
    public static Normalization Measure(SampleGenerator generator, IPoseFeatures features, ulong seed)
    {
        var width = WidthOf(features);
        var (inputs, outputs) = (new RunningStatistics(width), new RunningStatistics(OutputWidth));
        var (sample, row, fill, pose) = (new TrainingSample(), new float[width], new float[width], new float[OutputWidth]);
        var step = Math.Max(1, generator.Count / SampleCount);
        for (var index = 0; index < generator.Count; index += step)
        {
            var random = new SampleRandom(seed, ulong.MaxValue, (ulong)index);
            generator.MakeClean(index, sample, ref random);
            if (sample.Bottom is not null) // joints far outside of the image
                continue;
            features.Write(sample.Keypoints, CameraView.Of(sample.Camera), fill, row, out var rotation);
            WriteTarget(sample, rotation, pose);
            inputs.Add(row);
            outputs.Add(pose);
        }
        var (mean, deviation) = (inputs.Mean(), inputs.StandardDeviation());
        // The third number of a joint stays as it is: 1 is seen, and 0, the fill value, is not.
        for (var i = 2; features.NumbersPerJoint == 3 && i < width; i += 3)
            (mean[i], deviation[i]) = (0, 1);
        return new Normalization(features, mean, deviation, outputs.Mean(), outputs.StandardDeviation());
    }

    /// <summary>Writes a sample's standardized features. A missing joint is exactly 0. Returns the number of visible joints.</summary>
    public int WriteInput(TrainingSample sample, Span<float> row, out CameraRotation rotation)
    {
        var seen = Features.Write(sample.Keypoints, CameraView.Of(sample.Camera), InputMean, row, out rotation);
        Standardize(row);
        return seen;
    }

    /// <summary>Standardizes features in place.</summary>
    public void Standardize(Span<float> row)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = (row[i] - InputMean[i]) / InputDeviation[i];
    }

    /// <summary>Writes the true pose relative to the hip, without the hip, in mm, in the axes of the rotated camera.</summary>
    public static void WriteTarget(TrainingSample sample, in CameraRotation rotation, Span<float> pose)
    {
        for (var i = 0; i < pose.Length; i++)
            pose[i] = sample.Pose[i + 3] - sample.Pose[i % 3];
        rotation.Apply(pose);
    }

    /// <summary>Converts a row of the network's output to a pose in the axes of the camera: 51 numbers, mm. The hip is 0.</summary>
    public void ReadPose(ReadOnlySpan<float> scores, in CameraRotation rotation, Span<float> pose)
    {
        pose[..3].Clear();
        for (var i = 0; i < OutputWidth; i++)
            pose[i + 3] = (scores[i] * OutputDeviation[i]) + OutputMean[i];
        rotation.Undo(pose);
    }
}
