using StreamLift.Datasets.Rigs;

namespace StreamLift.Host.Conversion;

/// <summary>What <c>convert</c> is asked for. Null: not given.</summary>
internal sealed record ConvertOptions
{
    /// <summary>The files, or a folder of recordings.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The file, or a folder for a file of each recording.</summary>
    public required string Output { get; init; }

    /// <summary>The format's name.</summary>
    public string? Format { get; init; }

    /// <summary>The ids of the people who are wanted.</summary>
    public IReadOnlyList<long>? People { get; init; }

    /// <summary>Frames per second of the output, and of an input that does not say it.</summary>
    public double? Rate { get; init; }

    /// <summary>The subjects of recordings.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>The names of takes, without their subjects.</summary>
    public IReadOnlyList<string>? Takes { get; init; }

    /// <summary>The most frames of each recording.</summary>
    public int? Frames { get; init; }

    /// <summary>What the user says of motion files of other tools.</summary>
    public RigOptions Rig { get; init; } = new();

    /// <summary>Whether the smoothed joints are taken.</summary>
    public bool Smooth { get; init; }

    /// <summary>Whether files are replaced.</summary>
    public bool Overwrite { get; init; }
}
