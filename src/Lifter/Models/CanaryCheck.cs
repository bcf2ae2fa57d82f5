using System.Globalization;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Models;

/// <summary>Runs the rows on a model's card and compares: the file, this processor and this runtime together give what was trained.</summary>
internal static class CanaryCheck
{
    private const float SigmaShare = 0.1f;

    /// <exception cref="ModelException">The output is not the card's.</exception>
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
                        $"model {path}: canary {i} gives {output[k]:F2} mm where its card says {expected[k]:F2} (number {k}): the file is damaged or "
                            + $"this processor computes otherwise"
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
                if (Math.Abs(sigma[k] - expected) <= Math.Max(canary.Tolerance, SigmaShare * expected))
                    continue;
                throw new ModelException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"model {path}: canary {i} gives a sigma of {sigma[k]:F2} mm where its card says {expected:F2} (joint {k}): the file is "
                            + $"damaged or this processor computes otherwise"
                    )
                );
            }
        }
    }
}
