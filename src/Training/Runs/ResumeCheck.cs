using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;

namespace StreamLift.Training.Runs;

/// <summary>Checks that a checkpoint belongs to the run that the options describe.</summary>
internal static class ResumeCheck
{
    /// <exception cref="ConfigurationException">It does not. Each difference is listed.</exception>
    public static void Require(RunRecord record, TrainingOptions options, TrainingData data)
    {
        var problems = new List<string>();
        void Same<T>(string name, T of, T asked)
        {
            if (!Equals(of, asked))
                problems.Add($"--resume {options.Resume}: its run has {name} {Shown(of)}, this one {Shown(asked)}; give the same");
        }

        Same("--recipe", record.Recipe, options.Recipe.Name);
        Same("departures from the recipe", record.RecipeChanges, options.RecipeChanges);
        Same("--detections", record.Detections, options.Detections);
        Same("--features", record.Features, options.Features.Name);
        Same("--epochs", record.Epochs, options.Recipe.Epochs);
        Same("--width", record.Shape.Width, options.Shape.Width);
        Same("--inner", record.Shape.Inner, options.Shape.Inner);
        Same("--blocks", record.Shape.Blocks, options.Shape.Blocks);
        Same("a spread (--no-sigma)", record.Shape.Sigma, options.Shape.Sigma);
        Same("--hold-out", record.HoldOut, data.HeldOut);
        Same("--refit", record.Stage != RunStage.Whole, options.Refit);
        Same("--seed", record.Seed, options.Seed);
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }

    private static string Shown<T>(T value) =>
        value switch
        {
            "" => "none",
            true => "yes",
            false => "no",
            _ => $"{value}",
        };
}
