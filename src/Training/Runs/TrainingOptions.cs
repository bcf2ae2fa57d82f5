using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using TorchSharp;

namespace StreamLift.Training.Runs;

/// <summary>The options of <c>train</c>.</summary>
internal sealed record TrainingOptions
{
    public required string Data { get; init; }

    /// <summary>The 2D keypoints of recorded views in training and evaluation: <c>gt</c>, <c>sh</c> or a path.</summary>
    public string Detections { get; init; } = "gt";

    /// <summary>What motion files don't say about their skeleton.</summary>
    public RigOptions Rig { get; init; } = new();

    public required Recipe Recipe { get; init; }

    /// <summary>The teacher models for distillation. Empty: none.</summary>
    public IReadOnlyList<string> Teachers { get; init; } = [];

    /// <summary>The checkpoint of a network with wider blocks that is pruned to initialize this one. Null: random initialization.</summary>
    public string? Prune { get; init; }

    /// <summary>The model file that the network is initialized from. Null: none.</summary>
    public string? Start { get; init; }

    /// <summary>The changes to <see cref="Recipe"/> and <see cref="Shape"/> in words, for the model card. Empty: none.</summary>
    public string RecipeChanges { get; init; } = "";

    public required IPoseFeatures Features { get; init; }

    public required NetworkShape Shape { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The subjects that are not trained on but measured after each epoch. Empty: none.</summary>
    public required IReadOnlyList<string> HoldOut { get; init; }

    /// <summary>The name and credit of the data, for the model card. Null: only the description of the data.</summary>
    public string? Credit { get; init; }

    /// <summary>The licence of the weights, for the model card.</summary>
    public required string Licence { get; init; }

    /// <summary>Whether to train twice: first without the held-out subjects, then on all training subjects for the best number of epochs.</summary>
    public bool Refit { get; init; }

    /// <summary>The device that computes everything. Null: the CPU, with our own weight update.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>The file for the metrics of each epoch. Null: none.</summary>
    public string? Metrics { get; init; }

    /// <summary>The checkpoint to resume from.</summary>
    public string? Resume { get; init; }

    /// <summary>The path of the ONNX file.</summary>
    public required string Out { get; init; }

    /// <summary>The path of the checkpoint beside it, for <c>export</c> and <c>--resume</c>.</summary>
    public string CheckpointPath => Path.ChangeExtension(Out, ".safetensors");

    /// <summary>The command line, for the model card.</summary>
    public required string Command { get; init; }
}
