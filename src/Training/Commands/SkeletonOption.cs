using System.CommandLine;

namespace StreamLift.Training.Commands;

/// <summary><c>--skeleton</c>: where the joints of the recorded people are.</summary>
internal sealed class SkeletonOption : Option<string>
{
    private const string Human36m = "h36m",
        Words = "skeleton h36m";

    public SkeletonOption()
        : base("--skeleton")
    {
        Description =
            "recorded: the joints where the recording has them; h36m: hips, shoulders and the points of the head moved to where Human3.6M's lie, and people "
            + "scaled to its mean size (for motion of other skeletons)";
        DefaultValueFactory = _ => "recorded";
        AcceptOnlyFromAmong("recorded", Human36m);
    }

    public bool IsHuman36m(ParseResult parsed) => parsed.GetValue(this) == Human36m;

    /// <summary>Adds the skeleton to the description of a run, where it is not the recording's.</summary>
    public string InWords(ParseResult parsed, string changes) =>
        !IsHuman36m(parsed) ? changes
        : changes.Length == 0 ? Words
        : $"{changes}, {Words}";

    /// <summary>Whether the run that is described so was trained on Human3.6M's skeleton.</summary>
    public static bool IsNamedIn(string changes) => changes.Contains(Words, StringComparison.Ordinal);
}
