using System.Runtime.InteropServices;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;

namespace StreamLift.Bench;

/// <summary>
/// Training batches in a file that Python can read with NumPy: 32-bit floats, first the normalization (34 + 34 + 48 + 48 numbers), then 34 z-scores
/// and 48 mm per pose.
/// </summary>
internal sealed record MadeBatches(Normalization Normalization, float[] Input, float[] Target)
{
    private const int Poses = 32 * 1024;
    private static readonly int InputWidth = Normalization.WidthOf(FeatureCatalogue.Named(Recipe.Paper.Features));

    public int Count => Input.Length / InputWidth;

    public static void Write(string data, string path)
    {
        var generator = new SampleGenerator(new Motion(TrainingData.Open(data, holdOut: []).Train), Recipe.Paper.Augmentation);
        var normalization = Normalization.Measure(generator, FeatureCatalogue.Named(Recipe.Paper.Features), 1);
        var batch = new Epoch(generator, normalization, 1, 0, Poses).MakeBatch(0);
        using var file = File.Create(path);
        foreach (
            var numbers in new[]
            {
                normalization.InputMean,
                normalization.InputDeviation,
                normalization.OutputMean,
                normalization.OutputDeviation,
                batch.Input,
                batch.Target,
            }
        )
            file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    public static MadeBatches Read(string path)
    {
        var numbers = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray().AsSpan();
        var poses = (numbers.Length - (2 * (InputWidth + Normalization.OutputWidth))) / (InputWidth + Normalization.OutputWidth);
        float[] Next(ref Span<float> rest, int count)
        {
            var taken = rest[..count].ToArray();
            rest = rest[count..];
            return taken;
        }
        var normalization = new Normalization(
            FeatureCatalogue.Named(Recipe.Paper.Features),
            Next(ref numbers, InputWidth),
            Next(ref numbers, InputWidth),
            Next(ref numbers, Normalization.OutputWidth),
            Next(ref numbers, Normalization.OutputWidth)
        );
        return new MadeBatches(normalization, Next(ref numbers, poses * InputWidth), Next(ref numbers, poses * Normalization.OutputWidth));
    }

    /// <summary>The same poses in batches of another size.</summary>
    public Batch[] Of(int size) =>
        [
            .. Enumerable
                .Range(0, Count / size)
                .Select(number =>
                {
                    var batch = new Batch(size, InputWidth);
                    Input.AsSpan(number * batch.Input.Length, batch.Input.Length).CopyTo(batch.Input);
                    Target.AsSpan(number * batch.Target.Length, batch.Target.Length).CopyTo(batch.Target);
                    return batch;
                }),
        ];
}
