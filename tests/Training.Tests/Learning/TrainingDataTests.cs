using StreamLift.Datasets;
using StreamLift.Training.Learning;

namespace StreamLift.Training.Tests.Learning;

public sealed class TrainingDataTests
{
    private static readonly IReadOnlyList<Sequence> Some = [.. Recording.Data.Sequences.Take(1)];

    [Fact]
    public void Error_on_the_training_subjects_is_said_to_be_on_them() =>
        Assert.StartsWith(
            "warning: the data has neither a test subject (S9, S11) nor a held-out one (--hold-out): the table above is of the subjects that the model was "
                + "trained on",
            With(holdOut: [], test: []).EvaluationWarning,
            StringComparison.Ordinal
        );

    [Fact]
    public void Error_on_held_out_subjects_is_said_to_be_on_them() =>
        Assert.StartsWith(
            "warning: the data has no test subject (S9, S11): the table above is of the held-out subjects",
            With(holdOut: Some, test: []).EvaluationWarning,
            StringComparison.Ordinal
        );

    [Fact]
    public void Error_on_test_subjects_needs_no_warning() => Assert.Null(With(holdOut: Some, test: Some).EvaluationWarning);

    private static TrainingData With(IReadOnlyList<Sequence> holdOut, IReadOnlyList<Sequence> test) =>
        new("some motion", [], Some, holdOut, test, TrainingData.Truth);
}
