using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Quantization;

/// <summary>Rows of features as the model is served: the recording through its own cameras and others, with noise and joints missing, as in training.</summary>
internal static class CalibrationRows
{
    private const ulong Seed = 8;

    /// <param name="generator">Of what the model was trained on, as its recipe has it.</param>
    /// <param name="features">The model's.</param>
    /// <param name="missingFill">The model's.</param>
    /// <param name="count">How many at most, evenly chosen.</param>
    /// <returns>Rows of 34 numbers side by side.</returns>
    public static float[] Make(SampleGenerator generator, IPoseFeatures features, IReadOnlyList<float> missingFill, int count)
    {
        count = Math.Min(count, generator.Count);
        var (rows, sample, fill) = (new float[count * Normalization.InputWidth], new TrainingSample(), missingFill.ToArray());
        for (var i = 0; i < count; i++)
        {
            var place = (int)((long)i * generator.Count / count);
            var random = new SampleRandom(Seed, 0, (ulong)place);
            generator.Make(place, sample, ref random);
            features.Write(sample.Keypoints, CameraView.Of(sample.Camera), fill, rows.AsSpan(i * Normalization.InputWidth, Normalization.InputWidth), out _);
        }
        return rows;
    }
}
