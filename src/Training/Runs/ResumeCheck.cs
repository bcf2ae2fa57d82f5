using System.Text.RegularExpressions;
using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;

namespace StreamLift.Training.Runs;

/// <summary>Checks that a checkpoint belongs to the run that the options describe.</summary>
internal static partial class ResumeCheck
{
    /// <exception cref="ConfigurationException">It does not. Each difference is listed.</exception>
    public static void Require(RunRecord record, TrainingOptions options, TrainingData data)
    {
        var problems = new List<string>();
        void Same<T>(string name, T of, T asked)
        {
            if (!Equals(of, asked))
                problems.Add($"--resume {options.Resume}: the checkpoint has {name} {Shown(of)}, this command {Shown(asked)}; use the same value");
        }

        Same("--recipe", record.Recipe, options.Recipe.Name);
        Same("the recipe changes", InPresentWords(record.RecipeChanges), options.RecipeChanges);
        Same("--detections", record.Detections, options.Detections);
        Same("--features", record.Features, options.Features.Name);
        if (record.Features == options.Features.Name && record.FeaturesVersion != options.Features.Version)
            problems.Add(
                $"--resume {options.Resume}: the checkpoint has version {record.FeaturesVersion} of the features {record.Features}, this program trains "
                    + $"version {options.Features.Version}; make a model of it with 'export' and train on with --start MODEL.onnx"
            );
        Same("--epochs", record.Epochs, options.Recipe.Epochs);
        Same("--width", record.Shape.Width, options.Shape.Width);
        Same("--inner", record.Shape.Inner, options.Shape.Inner);
        Same("--blocks", record.Shape.Blocks, options.Shape.Blocks);
        Same("a sigma head (see --no-sigma)", record.Shape.Sigma, options.Shape.Sigma);
        Same("--hold-out", record.HoldOut, data.HeldOut);
        Same("--refit", record.Stage != RunStage.Whole, options.Refit);
        Same("--seed", record.Seed, options.Seed);
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }

    // Older versions described pruning and distillation in other words.
    private static string InPresentWords(string changes) =>
        OldDistillation()
            .Replace(changes.Replace("begun as what does most in ", "pruned from ", StringComparison.Ordinal), "distilled from $1 with mirrored views");

    [GeneratedRegex("taught by (.*) and what (?:it makes|they make) of mirror images")]
    private static partial Regex OldDistillation();

    private static string Shown<T>(T value) =>
        value switch
        {
            "" => "none",
            true => "yes",
            false => "no",
            _ => $"{value}",
        };
}
