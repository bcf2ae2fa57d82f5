using System.Text.Json.Serialization;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Runs;

/// <summary>What a checkpoint says of its run beside the numbers.</summary>
internal sealed record RunRecord
{
    public required NetworkShape Shape { get; init; }

    /// <summary>Its name; <see cref="Learning.Recipe.All"/> has the rest.</summary>
    public required string Recipe { get; init; }

    /// <summary>What rows are made of, by name; a checkpoint made before there was a choice has <c>image</c>.</summary>
    public string Features { get; init; } = "image";

    /// <summary>Where its 2D came from.</summary>
    public string Detections { get; init; } = "gt";

    /// <summary>Where it departs from the recipe, "no dropout, no residual links"; empty: nowhere.</summary>
    [JsonPropertyName("Departures")]
    public string RecipeChanges { get; init; } = "";

    public required int Epochs { get; init; }

    /// <summary>Finished ones.</summary>
    public required int Epoch { get; init; }

    /// <summary>Finished batches of the epoch that was stopped in its midst.</summary>
    public int Batch { get; init; }

    /// <summary>What it is for.</summary>
    public RunStage Stage { get; init; }

    /// <summary>Who is held out, or was in the run that chose the epochs: "S8"; empty: nobody.</summary>
    public string HoldOut { get; init; } = "";

    /// <summary>The error of those held out after each epoch, protocol 1, mm.</summary>
    [JsonPropertyName("Watched")]
    public IReadOnlyList<double> HeldOutErrors { get; init; } = [];

    /// <summary>The epoch to end after, as the run before chose it; null: the last.</summary>
    public int? StopAfter { get; init; }

    /// <summary>The epoch that it ends after.</summary>
    [JsonIgnore]
    public int LastEpoch => StopAfter ?? Epochs;

    /// <summary>The epoch, from 1, after which those held out were lifted best.</summary>
    [JsonIgnore]
    public int BestEpoch => HeldOutErrors.Count == 0 ? Epoch : HeldOutErrors.Index().MinBy(epoch => epoch.Item).Index + 1;

    public required ulong Seed { get; init; }

    /// <summary>What it was trained on, with its credit.</summary>
    public required string Data { get; init; }

    /// <summary>Of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>What its sigmas are multiplied by; null: nobody was held out, or it has none.</summary>
    public SigmaCalibration? Sigma { get; init; }

    /// <summary>How they fit the errors that <see cref="Errors"/> are the mean of; null: not measured.</summary>
    public SigmaCoverage? SigmaTest { get; init; }

    /// <summary>Measured by the network itself; null before the end.</summary>
    public CardErrors? Errors { get; init; }
}
