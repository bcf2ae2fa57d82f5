using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Learning;

/// <summary>The recording, parted as the protocol has it: what is learnt from, what settings are chosen by, what is measured once.</summary>
internal sealed record TrainingData(
    string Description,
    IReadOnlyList<string> Notes,
    IReadOnlyList<Sequence> Train,
    IReadOnlyList<Sequence> HoldOut,
    IReadOnlyList<Sequence> Test,
    string Detections
)
{
    /// <summary>2D that is the truth, projected.</summary>
    public const string Truth = "gt";

    private static readonly string[] TestSubjects = ["S9", "S11"];

    /// <summary>Test subjects are S9 and S11, as the paper's; all others train but those held out.</summary>
    /// <exception cref="ConfigurationException">Nothing is left to train on, or a subject isn't there.</exception>
    public static TrainingData Open(string path, IReadOnlyList<string> holdOut, string detections = Truth)
    {
        var data = Dataset.Open(new DatasetOptions { Path = path, Detections = detections });
        List<Sequence> ForAction(Func<string, bool> subject) => [.. data.Sequences.Where(sequence => subject(sequence.Subject))];
        var wrong = holdOut
            .Where(TestSubjects.Contains)
            .Select(subject => $"--hold-out {subject}: a test subject, who may choose and calibrate nothing; hold out one of the others")
            .Concat(
                holdOut
                    .Where(subject => !data.Sequences.Any(sequence => sequence.Subject == subject))
                    .Select(subject => $"--hold-out {subject}: {data.Description} has no such subject")
            )
            .ToList();
        if (wrong.Count > 0)
            throw new ConfigurationException(wrong);
        var train = ForAction(subject => !TestSubjects.Contains(subject) && !holdOut.Contains(subject));
        if (train.Count == 0)
            throw new ConfigurationException(
                $"{data.Description}: without the test subjects {string.Join(" and ", TestSubjects)} and those held out nothing is left to train on"
            );
        return new TrainingData(data.Description, data.Notes, train, ForAction(holdOut.Contains), ForAction(TestSubjects.Contains), detections);
    }

    /// <summary>Who is held out: "S8"; empty: nobody.</summary>
    public string HeldOut => string.Join(",", HoldOut.Select(sequence => sequence.Subject).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The same with one of those who train held out.</summary>
    /// <exception cref="ConfigurationException">That one isn't there, or nobody else is.</exception>
    public TrainingData Without(string subject)
    {
        List<Sequence> held = [.. Train.Where(sequence => sequence.Subject == subject)];
        if (held.Count == 0 || held.Count == Train.Count)
            throw new ConfigurationException(
                $"{Description}: {(held.Count == 0 ? $"it has no {subject} to hold out" : $"without {subject} nothing is left to train on")}"
                    + $"; --refit needs somebody: name them with --hold-out"
            );
        return this with { Train = [.. Train.Except(held)], HoldOut = held };
    }

    /// <summary>Whether a detector gave the 2D.</summary>
    public bool IsDetected => !Detections.Equals(Truth, StringComparison.OrdinalIgnoreCase);

    /// <summary>The actions that there is something to train on of, in alphabetical order.</summary>
    public IReadOnlyList<string> Actions => [.. Train.Select(sequence => ScoreTable.ActionOf(sequence.Action)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What there is of one action.</summary>
    public TrainingData ForAction(string action)
    {
        List<Sequence> Those(IReadOnlyList<Sequence> sequences) => [.. sequences.Where(sequence => ScoreTable.ActionOf(sequence.Action) == action)];
        return this with { Description = $"{Description}; of these the action {action}", Train = Those(Train), HoldOut = Those(HoldOut), Test = Those(Test) };
    }

    /// <summary>A table's totals as the card has them.</summary>
    public static CardErrors Errors(ScoreTable table, string on) => new(Math.Round(table.Protocol1, 2), Math.Round(table.Protocol2, 2), on);

    /// <summary>What the card's errors are measured on: the test subjects; without them those held out; else the training's own, which says little.</summary>
    public (IReadOnlyList<Sequence> Sequences, string What) EvaluationSet()
    {
        var (sequences, kind) =
            Test.Count > 0 ? (Test, "test subjects")
            : HoldOut.Count > 0 ? (HoldOut, "held out")
            : (Train, "its own training subjects");
        return (
            sequences,
            $"{string.Join(", ", sequences.Select(sequence => sequence.Subject).Distinct())} ({kind}), "
                + $"{(IsDetected ? $"2D: {Detections}" : "ground-truth 2D")}; mm, 17 joints of which the root is exactly 0, mean over actions"
        );
    }
}
