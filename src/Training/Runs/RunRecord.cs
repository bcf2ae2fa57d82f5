using System.Text.Json.Serialization;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Runs;

/// <summary>The description of a run in a checkpoint.</summary>
internal sealed record RunRecord
{
    public required NetworkShape Shape { get; init; }

    /// <summary>The name of the recipe; <see cref="Recipes.Recipe.All"/> has its hyperparameters.</summary>
    public required string Recipe { get; init; }

    /// <summary>The name of the features. Checkpoints of older versions, which had no choice, get <c>image</c>.</summary>
    public string Features { get; init; } = "image";

    /// <summary>The version of the features. Checkpoints of older versions, which had only the first, get 1.</summary>
    public int FeaturesVersion { get; init; } = 1;

    /// <summary>The source of the 2D keypoints.</summary>
    public string Detections { get; init; } = "gt";

    /// <summary>The changes to the recipe, such as "no dropout, no residual". Empty: none.</summary>
    [JsonPropertyName("Departures")]
    public string RecipeChanges { get; init; } = "";

    public required int Epochs { get; init; }

    /// <summary>The number of finished epochs.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of finished batches of the current epoch, if the run was stopped within it.</summary>
    public int Batch { get; init; }

    /// <summary>The stage of the run.</summary>
    public RunStage Stage { get; init; }

    /// <summary>The held-out subjects, or those of the first run of a refit, such as "S8". Empty: none.</summary>
    public string HoldOut { get; init; } = "";

    /// <summary>The error of the held-out subjects after each epoch: protocol 1, mm.</summary>
    [JsonPropertyName("Watched")]
    public IReadOnlyList<double> HeldOutErrors { get; init; } = [];

    /// <summary>The epoch after which the run ends, as the first run of a refit chose it. Null: the last epoch of the schedule.</summary>
    public int? StopAfter { get; init; }

    /// <summary>The epoch after which the run ends.</summary>
    [JsonIgnore]
    public int LastEpoch => StopAfter ?? Epochs;

    /// <summary>The epoch, from 1, with the smallest error of the held-out subjects.</summary>
    [JsonIgnore]
    public int BestEpoch => HeldOutErrors.Count == 0 ? Epoch : HeldOutErrors.Index().MinBy(epoch => epoch.Item).Index + 1;

    public required ulong Seed { get; init; }

    /// <summary>The training data, with its credit.</summary>
    public required string Data { get; init; }

    /// <summary>The licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>The calibration of sigma. Null: no subject was held out, or the network has no sigma head.</summary>
    public SigmaCalibration? Sigma { get; init; }

    /// <summary>The coverage of the calibrated sigmas on the data of <see cref="Errors"/>. Null: not measured.</summary>
    public SigmaCoverage? SigmaTest { get; init; }

    /// <summary>The errors of the network. Null: the run is not finished.</summary>
    public CardErrors? Errors { get; init; }
}
