using System.Runtime.InteropServices;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;

namespace StreamLift.Bench;

/// <summary>
/// Poses made beforehand, in a file that Python reads with NumPy: 32-bit floats, first 34 + 34 + 48 + 48 of normalisation, then 34 z-scores and 48 mm a pose.
/// </summary>
internal sealed record MadeBatches(Normalisation Normalisation, float[] Input, float[] Target)
{
    private const int Poses = 32 * 1024;

    public int Count => Input.Length / Normalisation.Inputs;

    public static void Write(string data, string path)
    {
        var maker = new SampleGenerator(new Motion(TrainingData.Open(data, holdOut: []).Train), Recipe.Paper.Mix);
        var normalisation = Normalisation.Measure(maker, FeatureCatalogue.Named(Recipe.Paper.Features), 1);
        var batch = new Epoch(maker, normalisation, 1, 0, Poses).Make(0);
        using var file = File.Create(path);
        foreach (
            var numbers in new[]
            {
                normalisation.InputMean,
                normalisation.InputDeviation,
                normalisation.OutputMean,
                normalisation.OutputDeviation,
                batch.Input,
                batch.Target,
            }
        )
            file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    public static MadeBatches Read(string path)
    {
        var numbers = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray().AsSpan();
        var poses = (numbers.Length - (2 * (Normalisation.Inputs + Normalisation.Outputs))) / (Normalisation.Inputs + Normalisation.Outputs);
        float[] Next(ref Span<float> rest, int count)
        {
            var taken = rest[..count].ToArray();
            rest = rest[count..];
            return taken;
        }
        var normalisation = new Normalisation(
            FeatureCatalogue.Named(Recipe.Paper.Features),
            Next(ref numbers, Normalisation.Inputs),
            Next(ref numbers, Normalisation.Inputs),
            Next(ref numbers, Normalisation.Outputs),
            Next(ref numbers, Normalisation.Outputs)
        );
        return new MadeBatches(normalisation, Next(ref numbers, poses * Normalisation.Inputs), Next(ref numbers, poses * Normalisation.Outputs));
    }

    /// <summary>The same poses in batches.</summary>
    public Batch[] Of(int size) =>
        [
            .. Enumerable
                .Range(0, Count / size)
                .Select(number =>
                {
                    var batch = new Batch(size);
                    Input.AsSpan(number * batch.Input.Length, batch.Input.Length).CopyTo(batch.Input);
                    Target.AsSpan(number * batch.Target.Length, batch.Target.Length).CopyTo(batch.Target);
                    return batch;
                }),
        ];
}
