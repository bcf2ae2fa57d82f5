using StreamLift.Training.Networks;
using StreamLift.Poses;

namespace StreamLift.Training.Learning;

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
    public string Departures { get; init; } = "";

    public required int Epochs { get; init; }

    /// <summary>Finished ones.</summary>
    public required int Epoch { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>What it was trained on, with its credit.</summary>
    public required string Data { get; init; }

    /// <summary>Of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>Measured by the network itself; null before the end.</summary>
    public CardErrors? Errors { get; init; }
}
