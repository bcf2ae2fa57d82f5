using StreamLift.Datasets;
using StreamLift.Tests.Recordings;
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

    [Fact]
    public void Motion_whose_cameras_are_unknown_is_trained_on_as_four_cameras_see_it()
    {
        using var folder = new TemporaryFolder();
        var path = NpzBuilder.Positions(folder.File("data_3d_a.npz"), ("cmu-01", "Walking", 30), ("cmu-02", "Walking", 30), ("react-01", "Walking", 30));
        var data = TrainingData.Open(path, ["cmu-*"]);
        Assert.Equal(["react-01"], data.Train.Select(sequence => sequence.Subject).Distinct());
        Assert.Equal("cmu-01,cmu-02", data.HeldOut);
        Assert.Equal((4, 8), (data.Train.Count, data.HoldOut.Count));
    }

    private static TrainingData With(IReadOnlyList<Sequence> holdOut, IReadOnlyList<Sequence> test) =>
        new("some motion", [], Some, holdOut, test, TrainingData.Truth);
}
