using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Quantisation;

/// <summary>Rows of features as the model is served: the recording through its own cameras and others, with noise and joints missing, as in training.</summary>
internal static class CalibrationRows
{
    private const ulong Seed = 8;

    /// <param name="maker">Of what the model was trained on, as its recipe has it.</param>
    /// <param name="features">The model's.</param>
    /// <param name="missingFill">The model's.</param>
    /// <param name="count">How many at most, evenly chosen.</param>
    /// <returns>Rows of 34 numbers side by side.</returns>
    public static float[] Make(SampleGenerator maker, IPoseFeatures features, IReadOnlyList<float> missingFill, int count)
    {
        count = Math.Min(count, maker.Count);
        var (rows, sight, fill) = (new float[count * Normalisation.Inputs], new TrainingSample(), missingFill.ToArray());
        for (var i = 0; i < count; i++)
        {
            var place = (int)((long)i * maker.Count / count);
            var draw = new SampleRandom(Seed, 0, (ulong)place);
            maker.Make(place, sight, ref draw);
            features.Write(sight.Keypoints, CameraView.Of(sight.Camera), fill, rows.AsSpan(i * Normalisation.Inputs, Normalisation.Inputs), out _);
        }
        return rows;
    }
}
