using StreamLift.Datasets.Rigs;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Training.Commands;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Scoring;

/// <summary>The options of <c>score</c>.</summary>
internal sealed record ScoreOptions
{
    public required string Data { get; init; }

    public required string Detections { get; init; }

    /// <summary>What motion files don't say about their skeleton.</summary>
    public RigOptions Rig { get; init; } = new();

    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>The standard deviation of the normal noise on every visible joint, px, as in the paper's table.</summary>
    public float Noise { get; init; }

    /// <summary>Whether to add the errors of a simulated detector to projected keypoints.</summary>
    public bool DetectorNoise { get; init; }

    /// <summary>Whether to measure the paper's noise levels, 0 to 20 px, too.</summary>
    public bool NoiseTable { get; init; }

    /// <summary>Whether to measure with 0 to 8 hidden joints too.</summary>
    public bool MissingTable { get; init; }

    /// <summary>The cameras: <c>recorded</c>, <c>unseen</c> for all cameras of <see cref="UnseenRig"/>, or the name of one of them.</summary>
    public string Views { get; init; } = UnseenRig.Recorded;

    /// <summary>The precision, with the same meaning as in <c>run</c>, so that both use the same file.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>The checkpoint that the model was exported from, for comparison. Null: none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The layout of the keypoints, as in <c>produce --layout</c>. Null: the layout of the data.</summary>
    public string? Layout { get; init; }

    /// <summary>The joints of <see cref="Layout"/> that are hidden in every frame, by name; empty without it.</summary>
    public IReadOnlyList<string> Hide { get; init; } = [];
}
