using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Sigma;

/// <summary>
/// The calibration of sigma: a factor for each joint, so that the sigmas match the errors on people that are not in the training data. The errors on
/// training subjects are too small for this. The factor is c² = mean of |e|²/3σ², the maximum likelihood estimate (Laves et al., 2020,
/// "Well-calibrated regression uncertainty").
/// </summary>
/// <param name="Factors">17 numbers. The hip's is 1.</param>
/// <param name="On">The data of the errors.</param>
/// <param name="Coverage">The coverage of the calibrated sigmas on this data.</param>
internal sealed record SigmaCalibration(float[] Factors, string On, SigmaCoverage Coverage)
{
    /// <summary>The number of batches that are used.</summary>
    public const int Batches = 16;
    private const int Rows = 1024;

    // Training epochs never have this number, so the samples differ from those of training.
    private const int EpochNumber = int.MaxValue - 2;

    /// <summary>The factors of a network without calibration.</summary>
    public static float[] Uncalibrated { get; } = [.. Enumerable.Repeat(1f, TrainingSample.Joints)];

    /// <summary>
    /// The samples that the factors are fitted to: whole people as they were recorded, half of them exact and half with a detector's errors. Random bodies
    /// and limbs and half bodies, which training needs, are harder than what a person who is recorded sends: their sigmas would be a tenth too large.
    /// </summary>
    public static AugmentationSettings Samples(AugmentationSettings training) =>
        training with
        {
            MaskedShare = 0,
            NearShare = 0,
            NoisyShare = training.NoisyShare > 0 ? 0.5f : 0,
            BodyVariationShare = 0,
            LimbExchangeShare = 0,
            ArmShare = 0,
            LegShare = 0,
            BentShare = 0,
            PopulationShare = 0,
            Balance = 0,
        };

    /// <summary>The data of the errors, for the card.</summary>
    public static string DataOf(string heldOut) => $"{heldOut} (held out) as they were recorded, half of them with a detector's errors";

    /// <summary>Fits the factors on held-out people.</summary>
    /// <param name="network">A network in evaluation mode.</param>
    /// <param name="heldOut">Makes samples of them (<see cref="Samples"/>).</param>
    public static SigmaCalibration Fit(LiftingNetwork network, Normalization normalization, SampleGenerator heldOut, ulong seed, string on)
    {
        var samples = new Epoch(heldOut, normalization, seed, EpochNumber, Rows);
        var normalized = new List<float>();
        for (var i = 0; i < Math.Min(Batches, samples.BatchCount); i++)
            Collect(normalized, network, normalization, samples.MakeBatch(i));
        return Of(normalized, on);
    }

    /// <param name="normalized">Errors divided by the uncalibrated sigmas, 48 per pose.</param>
    /// <param name="on">The data of the errors.</param>
    public static SigmaCalibration Of(IReadOnlyList<float> normalized, string on)
    {
        var squares = new double[TrainingSample.Joints];
        for (var i = 0; i < normalized.Count; i++)
            squares[1 + (i % Normalization.OutputWidth / 3)] += (double)normalized[i] * normalized[i];
        var each = normalized.Count / Normalization.OutputWidth * 3.0;
        float[] factors = [1, .. squares.Skip(1).Select(square => (float)Math.Sqrt(square / each))];
        var counter = new SigmaCoverageCounter();
        for (var i = 0; i < normalized.Count; i++)
            counter.Add(normalized[i] / factors[1 + (i % Normalization.OutputWidth / 3)]);
        return new SigmaCalibration(factors, on, counter.Coverage(on)!);
    }

    private static void Collect(List<float> into, LiftingNetwork network, Normalization normalization, Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var input = torch.tensor(batch.Input, [batch.Rows, batch.InputWidth]);
        var output = network.call(input);
        var (scores, logSigma) = (output.FloatSpan().ToArray(), network.LogSigma(output, input)!.FloatSpan().ToArray());
        for (var i = 0; i < scores.Length; i++)
        {
            var number = i % Normalization.OutputWidth;
            var error = (scores[i] * normalization.OutputDeviation[number]) + normalization.OutputMean[number] - batch.Target[i];
            into.Add(error / MathF.Exp(logSigma[i / 3]));
        }
    }
}
