using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Sigma;

/// <summary>
/// What a network's own sigmas are multiplied by, joint by joint, so that they fit the errors on people it was not trained on: c² = mean of |e|²/3σ², the
/// likeliest factor (Laves et al. 2020, "Well-calibrated regression uncertainty"). Training subjects' errors are too small to learn that from.
/// </summary>
/// <param name="Factors">17; the hip's is 1.</param>
/// <param name="On">Whose errors.</param>
/// <param name="Coverage">How the calibrated sigmas fit them.</param>
internal sealed record SigmaCalibration(float[] Factors, string On, SigmaCoverage Coverage)
{
    /// <summary>Batches that are looked at.</summary>
    public const int Batches = 16;
    private const int Rows = 1024;

    // No epoch of training has this number, so no sample is one that was trained on.
    private const int EpochNumber = int.MaxValue - 2;

    /// <summary>What the factors are of a network that was not calibrated.</summary>
    public static float[] Uncalibrated { get; } = [.. Enumerable.Repeat(1f, TrainingSample.Joints)];

    /// <summary>Fits the factors on samples made as in training, noise and missing joints included, of people held out.</summary>
    /// <param name="network">In evaluation mode.</param>
    public static SigmaCalibration Fit(LiftingNetwork network, Normalization normalization, SampleGenerator heldOut, ulong seed, string on)
    {
        var samples = new Epoch(heldOut, normalization, seed, EpochNumber, Rows);
        var normalised = new List<float>();
        for (var i = 0; i < Math.Min(Batches, samples.BatchCount); i++)
            Collect(normalised, network, normalization, samples.MakeBatch(i));
        return Of(normalised, on);
    }

    /// <param name="normalised">Errors over the network's own sigmas, 48 a pose.</param>
    /// <param name="on">Whose.</param>
    public static SigmaCalibration Of(IReadOnlyList<float> normalised, string on)
    {
        var squares = new double[TrainingSample.Joints];
        for (var i = 0; i < normalised.Count; i++)
            squares[1 + (i % Normalization.OutputWidth / 3)] += (double)normalised[i] * normalised[i];
        var each = normalised.Count / Normalization.OutputWidth * 3.0;
        float[] factors = [1, .. squares.Skip(1).Select(square => (float)Math.Sqrt(square / each))];
        var tally = new SigmaCoverageCounter();
        for (var i = 0; i < normalised.Count; i++)
            tally.Add(normalised[i] / factors[1 + (i % Normalization.OutputWidth / 3)]);
        return new SigmaCalibration(factors, on, tally.Coverage(on)!);
    }

    private static void Collect(List<float> into, LiftingNetwork network, Normalization normalization, Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var input = torch.tensor(batch.Input, [batch.Rows, Normalization.InputWidth]);
        var given = network.call(input);
        var (scores, logSigma) = (given.FloatSpan().ToArray(), network.LogSigma(given, input)!.FloatSpan().ToArray());
        for (var i = 0; i < scores.Length; i++)
        {
            var number = i % Normalization.OutputWidth;
            var error = (scores[i] * normalization.OutputDeviation[number]) + normalization.OutputMean[number] - batch.Target[i];
            into.Add(error / MathF.Exp(logSigma[i / 3]));
        }
    }
}
