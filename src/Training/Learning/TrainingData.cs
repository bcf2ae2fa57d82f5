using StreamLift.Datasets;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Learning;

/// <summary>Recorded motion, split by subject into training, held-out and test data.</summary>
internal sealed record TrainingData(
    string Description,
    IReadOnlyList<string> Notes,
    IReadOnlyList<Sequence> Train,
    IReadOnlyList<Sequence> HoldOut,
    IReadOnlyList<Sequence> Test,
    string Detections
)
{
    /// <summary>The value of <c>--detections</c> for projected ground truth.</summary>
    public const string Truth = "gt";

    /// <summary>The number of cameras around each take whose cameras are unknown.</summary>
    public const int RandomCameras = 4;

    private static readonly string[] TestSubjects = ["S9", "S11"];

    /// <summary>
    /// Reads the data and splits it. The test subjects are S9 and S11, as in the paper. All other subjects are for training, except those held out.
    /// </summary>
    /// <exception cref="ConfigurationException">No data is left for training, or a subject does not exist.</exception>
    public static TrainingData Open(string path, IReadOnlyList<string> holdOut, string detections = Truth, RigOptions? rig = null)
    {
        var data = Dataset.Open(
            new DatasetOptions
            {
                Path = path,
                Detections = detections,
                RandomCameras = RandomCameras,
                Rig = rig ?? new RigOptions(),
            }
        );
        List<Sequence> ForAction(Func<string, bool> subject) => [.. data.Sequences.Where(sequence => subject(sequence.Subject))];
        var problems = holdOut
            .Where(TestSubjects.Contains)
            .Select(subject => $"--hold-out {subject}: {subject} is a test subject and can't be held out; use another subject")
            .Concat(
                holdOut
                    .Where(wanted => !data.Sequences.Any(sequence => SubjectName.IsMatch(sequence.Subject, wanted)))
                    .Select(subject => $"--hold-out {subject}: the subject is not in {data.Description}")
            )
            .ToList();
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
        bool IsHeldOut(string subject) => holdOut.Any(wanted => SubjectName.IsMatch(subject, wanted)) && !TestSubjects.Contains(subject);
        var train = ForAction(subject => !TestSubjects.Contains(subject) && !IsHeldOut(subject));
        if (train.Count == 0)
            throw new ConfigurationException(
                $"{data.Description}: no subject is left for training, apart from the test subjects {string.Join(" and ", TestSubjects)} and those held out"
            );
        return new TrainingData(data.Description, data.Notes, train, ForAction(IsHeldOut), ForAction(TestSubjects.Contains), detections);
    }

    /// <summary>The held-out subjects, such as "S8". Empty: none.</summary>
    public string HeldOut => string.Join(",", HoldOut.Select(sequence => sequence.Subject).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The same data, with one training subject held out.</summary>
    /// <exception cref="ConfigurationException">The subject does not exist, or it is the only training subject.</exception>
    public TrainingData Without(string subject)
    {
        List<Sequence> held = [.. Train.Where(sequence => sequence.Subject == subject)];
        if (held.Count == 0 || held.Count == Train.Count)
            throw new ConfigurationException(
                $"{Description}: {(held.Count == 0 ? $"there is no {subject} to hold out" : $"without {subject} no subject is left for training")}"
                    + "; --refit needs a held-out subject, give one with --hold-out"
            );
        return this with { Train = [.. Train.Except(held)], HoldOut = held };
    }

    /// <summary>Whether the 2D keypoints come from a detector.</summary>
    public bool IsDetected => !Detections.Equals(Truth, StringComparison.OrdinalIgnoreCase);

    /// <summary>The actions of the training data, in alphabetical order.</summary>
    public IReadOnlyList<string> Actions => [.. Train.Select(sequence => ScoreTable.ActionOf(sequence.Action)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The data of one action.</summary>
    public TrainingData ForAction(string action)
    {
        List<Sequence> Those(IReadOnlyList<Sequence> sequences) => [.. sequences.Where(sequence => ScoreTable.ActionOf(sequence.Action) == action)];
        return this with { Description = $"{Description}; only the action {action}", Train = Those(Train), HoldOut = Those(HoldOut), Test = Those(Test) };
    }

    /// <summary>The totals of a score table for the model card.</summary>
    public static CardErrors Errors(ScoreTable table, string on) => new(Math.Round(table.Protocol1, 2), Math.Round(table.Protocol2, 2), on);

    /// <summary>
    /// The sequences for the error in the model card: the test subjects. If there are none, the held-out subjects. If there are none either, the
    /// training subjects.
    /// </summary>
    public (IReadOnlyList<Sequence> Sequences, string What) EvaluationSet()
    {
        var (sequences, kind) =
            Test.Count > 0 ? (Test, "test subjects")
            : HoldOut.Count > 0 ? (HoldOut, "held out")
            : (Train, "training subjects");
        return (
            sequences,
            $"{string.Join(", ", sequences.Select(sequence => sequence.Subject).Distinct())} ({kind}), "
                + $"{(IsDetected ? $"2D: {Detections}" : "ground-truth 2D")}; mm, 17 joints of which the root is exactly 0, mean over actions"
        );
    }

    /// <summary>One line if the error says nothing, or little, about unknown people; null with test subjects.</summary>
    public string? EvaluationWarning =>
        Test.Count > 0 ? null
        : HoldOut.Count > 0
            ? $"warning: the data has no test subject ({string.Join(", ", TestSubjects)}): the table above is of the held-out subjects, which also chose when "
                + "to stop"
        : $"warning: the data has neither a test subject ({string.Join(", ", TestSubjects)}) nor a held-out one (--hold-out): the table above is of the "
            + "subjects that the model was trained on; on other people the error is larger";
}
