using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using TorchSharp;

namespace StreamLift.Training.Runs;

/// <summary>What <c>train</c> was asked for.</summary>
internal sealed record TrainingOptions
{
    public required string Data { get; init; }

    /// <summary><c>gt</c>, <c>sh</c> or a path: what recorded views are learnt from, and what is measured on.</summary>
    public string Detections { get; init; } = "gt";

    public required Recipe Recipe { get; init; }

    /// <summary>Models to learn from beside the truth; none: the truth alone.</summary>
    public IReadOnlyList<string> Teachers { get; init; } = [];

    /// <summary>The checkpoint of a network that is wider inside its blocks, to begin with; null: begin with weights as they are drawn.</summary>
    public string? Prune { get; init; }

    /// <summary>Where <see cref="Recipe"/> and <see cref="Shape"/> are not as the recipe has them, in words for the card; empty: nowhere.</summary>
    public string RecipeChanges { get; init; } = "";

    public required IPoseFeatures Features { get; init; }

    public required NetworkShape Shape { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Measured after every epoch and not trained on: to choose settings by. Empty: none.</summary>
    public required IReadOnlyList<string> HoldOut { get; init; }

    /// <summary>What the data is and whom it is owed to, for the card; null: the data's description alone.</summary>
    public string? Credit { get; init; }

    /// <summary>Of the weights, for the card.</summary>
    public required string Licence { get; init; }

    /// <summary>Whether it is trained a second time, on those held out as well, for as many epochs as were best without them.</summary>
    public bool Refit { get; init; }

    /// <summary>Where libtorch computes it; null: on the CPU, with our own loops.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>Where each epoch is noted as a JSON object; null: nowhere.</summary>
    public string? Metrics { get; init; }

    /// <summary>A checkpoint to go on from.</summary>
    public string? Resume { get; init; }

    /// <summary>The ONNX file.</summary>
    public required string Out { get; init; }

    /// <summary>Beside it: what <c>export</c> and <c>--resume</c> take.</summary>
    public string CheckpointPath => Path.ChangeExtension(Out, ".safetensors");

    /// <summary>The command line, for the card.</summary>
    public required string Command { get; init; }
}
