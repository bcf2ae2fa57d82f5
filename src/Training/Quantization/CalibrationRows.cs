using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Quantization;

/// <summary>Makes calibration data: rows of features with the augmentation of training (recorded and virtual cameras, noise, missing joints).</summary>
internal static class CalibrationRows
{
    private const ulong Seed = 8;

    /// <param name="generator">The samples of the training data.</param>
    /// <param name="features">The features of the model.</param>
    /// <param name="missingFill">The model's values for missing joints.</param>
    /// <param name="count">The maximum number of rows. They are chosen at regular intervals.</param>
    /// <returns>rows × the number of features.</returns>
    public static float[] Make(SampleGenerator generator, IPoseFeatures features, IReadOnlyList<float> missingFill, int count)
    {
        count = Math.Min(count, generator.Count);
        var (rows, sample, fill) = (new float[count * missingFill.Count], new TrainingSample(), missingFill.ToArray());
        for (var i = 0; i < count; i++)
        {
            var index = (int)((long)i * generator.Count / count);
            var random = new SampleRandom(Seed, 0, (ulong)index);
            generator.Make(index, sample, ref random);
            features.Write(sample.Keypoints, CameraView.Of(sample.Camera), fill, rows.AsSpan(i * fill.Length, fill.Length), out _);
        }
        return rows;
    }
}
