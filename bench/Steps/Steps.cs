using System.Diagnostics;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;

namespace StreamLift.Bench;

/// <summary>Measures training steps of the paper's network: forward and backward pass, Adam and optionally max-norm.</summary>
internal static class Steps
{
    private const double WarmUp = 2;

    public static double Rate(MadeBatches made, int size, bool maxNorm, double seconds)
    {
        var recipe = Recipe.Paper with { BatchSize = size, MaxNorm = maxNorm ? MaxNorm.Matrix : MaxNorm.None };
        var learner = new TrainableNetwork(recipe, new NetworkShape(made.Normalization.InputWidth, Normalization.OutputWidth), made.Normalization, 1);
        var batches = made.Of(size);
        var step = 0L;
        Learn(WarmUp);
        var (before, watch) = (step, Stopwatch.StartNew());
        Learn(seconds);
        return (step - before) * size / watch.Elapsed.TotalSeconds;

        void Learn(double time)
        {
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalSeconds < time; step++)
                learner.Step(batches[step % batches.Length], step, 1_000_000);
        }
    }
}
