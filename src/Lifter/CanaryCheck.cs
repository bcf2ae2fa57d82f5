using System.Globalization;

namespace StreamLift.Lifter;

/// <summary>Runs the rows on a model's card and compares: the file, this processor and this runtime together give what was trained.</summary>
internal static class CanaryCheck
{
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
                if (Math.Abs(output[k] - expected[k]) <= canary.Tolerance) continue;
                throw new ModelException(string.Create(CultureInfo.InvariantCulture,
                    $"model {path}: canary {i} gives {output[k]:F2} mm where its card says {expected[k]:F2} (number {k}): the file is damaged or this processor computes otherwise"));
            }
        }
    }
}
