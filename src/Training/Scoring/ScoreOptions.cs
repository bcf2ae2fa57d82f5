using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Training.Commands;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Scoring;

/// <summary>What <c>score</c> was asked for.</summary>
internal sealed record ScoreOptions
{
    public required string Data { get; init; }

    public required string Detections { get; init; }

    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>Deviation of the normal noise added to every joint seen, px: the paper's table.</summary>
    public float Noise { get; init; }

    /// <summary>Whether to measure with the paper's noise, 0 to 20 px, as well.</summary>
    public bool NoiseTable { get; init; }

    /// <summary>Whether to measure with 0 to 8 joints hidden at random as well.</summary>
    public bool MissingTable { get; init; }

    /// <summary>Who sees the motion: <c>recorded</c>, <c>unseen</c> for all of <see cref="UnseenRig"/>'s, or one of those by name.</summary>
    public string Views { get; init; } = UnseenRig.Recorded;

    /// <summary>As <c>run</c> has it, so that both measure the same file.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>What the model was exported from, to be compared with it; null: nothing.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The layout that the keypoints are sent in, as <c>produce --layout</c>; null: the data's own.</summary>
    public string? Layout { get; init; }
}
