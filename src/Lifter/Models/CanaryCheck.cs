using System.Globalization;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Models;

/// <summary>Runs the canary of a model card and compares the output. This checks the file, the processor and ONNX Runtime together.</summary>
internal static class CanaryCheck
{
    private const float SigmaRelativeTolerance = 0.1f;

    /// <summary>Runs the check.</summary>
    /// <exception cref="ModelException">The output differs from the card by more than the tolerance.</exception>
    public static void Run(LifterModel model, string path)
    {
        var canary = model.Card.Canary;
        var output = new float[LiftBatch.PoseWidth];
        for (var i = 0; i < canary.Input.Length; i++)
        {
            model.Run(canary.Input[i], 1, output);
            var expected = canary.Output[i];
            for (var k = 0; k < output.Length; k++)
            {
                if (Math.Abs(output[k] - expected[k]) <= canary.Tolerance)
                    continue;
                throw new ModelException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"model {path}: canary {i} gives {output[k]:F2} mm where its card says {expected[k]:F2} (value {k}): the file is damaged, or "
                            + $"this processor computes differently"
                    )
                );
            }
        }

        RunSigma(model, path);
    }

    private static void RunSigma(LifterModel model, string path)
    {
        var canary = model.Card.Canary;
        var (output, sigma) = (new float[LiftBatch.PoseWidth], new float[LiftBatch.SigmaWidth]);
        for (var i = 0; i < (canary.Sigma?.Length ?? 0); i++)
        {
            model.Run(canary.Input[i], 1, output, sigma);
            for (var k = 0; k < sigma.Length; k++)
            {
                var expected = canary.Sigma![i][k];
                if (Math.Abs(sigma[k] - expected) <= Math.Max(canary.Tolerance, SigmaRelativeTolerance * expected))
                    continue;
                throw new ModelException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"model {path}: canary {i} gives a sigma of {sigma[k]:F2} mm where its card says {expected:F2} (joint {k}): the file is "
                            + $"damaged, or this processor computes differently"
                    )
                );
            }
        }
    }
}
