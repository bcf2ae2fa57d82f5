using StreamLift.Datasets;
using StreamLift.Host.Motion;
using StreamLift.Host.People;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.People;

public sealed class RecordingsTruthTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-truth");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1_767_225_600_000, 20)]
    [InlineData(1_767_225_600_000, 33.4)]
    public void Take_s_frames_are_found_by_their_numbers_at_any_time_and_rate(double start, double period)
    {
        var take = Take("Walking");
        var evaluation = new PeopleEvaluation(new RecordingsTruth(Recording(), "S9/Walking"));
        for (var frame = 0; frame < take.Frames; frame++)
            evaluation.Add(PeopleMessages.Read(PeopleMessages.Of("S9/Walking", frame, Math.Round(start + (frame * period)), (1, take.World(frame).ToArray()))));
        var scores = evaluation.Finish();
        Assert.Equal((60, 0L, 1), (scores.Frames, scores.Missing, scores.Idf1));
        Assert.Equal(0, scores.Absolute, 0.02);
        Assert.Equal(0, evaluation.MissingInstants);
    }

    [Fact]
    public void Take_without_records_is_missing_and_a_rig_without_take_is_named()
    {
        var evaluation = new PeopleEvaluation(new RecordingsTruth(Recording(), null));
        Add(evaluation, Take("Walking"), 60);
        evaluation.Add(PeopleMessages.Read(PeopleMessages.Of("hall", 0, 0)));
        var scores = evaluation.Finish();
        Assert.Equal((40L, 40L), (scores.Missing, evaluation.MissingInstants));
        Assert.Contains("rig hall: 1 record of a rig that the truth does not have", evaluation.Notes);
    }

    [Fact]
    public void Take_that_is_not_the_one_rig_to_score_is_not_missing()
    {
        var evaluation = new PeopleEvaluation(new RecordingsTruth(Recording(), "S9/Walking"));
        Add(evaluation, Take("Walking"), 60);
        Assert.Equal((60, 0L), (evaluation.Finish().Frames, evaluation.MissingInstants));
    }

    [Fact]
    public void Rig_that_no_take_has_is_refused_with_the_takes() =>
        Assert.Equal(
            "--rig-name S9/Sleeping: the truth has no such take; it has S9/Sitting, S9/Walking",
            Assert.Throws<ConfigurationException>(() => new RecordingsTruth(Recording(), "S9/Sleeping")).Message
        );

    [Fact]
    public void Topic_of_people_in_one_room_is_told_which_truth_it_needs()
    {
        var evaluation = new PeopleEvaluation(new RecordingsTruth(Recording(), null));
        Assert.Equal("topic t has no records", evaluation.Nothing("t", null));
        Assert.Equal("topic t has no records of rig S9/Walking", evaluation.Nothing("t", "S9/Walking"));
        evaluation.Add(PeopleMessages.Read(PeopleMessages.Of("people", 0, 0)));
        Assert.Equal(0, evaluation.Finish().Frames);
        Assert.Equal(
            "topic t has no records of a rig that the truth has; people who were put in one room need the truth that `produce --truth-out FILE` writes",
            evaluation.Nothing("t", null)
        );
    }

    [Fact]
    public void Frames_beyond_the_selected_ones_are_not_missing()
    {
        var evaluation = new PeopleEvaluation(new RecordingsTruth(Recording() with { FrameLimit = 5 }, "S9/Walking"));
        Add(evaluation, Take("Walking"), 5);
        Assert.Equal((5, 0L), (evaluation.Finish().Frames, evaluation.MissingInstants));
    }

    [Fact]
    public void Frames_that_the_recording_does_not_have_are_refused_in_one_line()
    {
        var evaluation = new PeopleEvaluation(new RecordingsTruth(Recording(), "S9/Walking"));
        for (var frame = 500; frame < 510; frame++)
            evaluation.Add(PeopleMessages.Read(PeopleMessages.Of("S9/Walking", frame, 20 * frame, (1, PeopleMessages.Joints(0, 0)))));
        Assert.Equal(
            "the records of rig S9/Walking are of frames 500 to 509, and the recording has 60; is it the same recording?",
            Assert.Throws<ConfigurationException>(evaluation.Finish).Message
        );
    }

    private static void Add(PeopleEvaluation evaluation, Sequence take, int frames)
    {
        for (var frame = 0; frame < frames; frame++)
            evaluation.Add(PeopleMessages.Read(PeopleMessages.Of("S9/Walking", frame, 20 * frame, (1, take.World(frame).ToArray()))));
    }

    private Sequence Take(string action) => Recording().Sequences.First(sequence => sequence.Action == action);

    private MotionStreams Recording()
    {
        var path = Path.Combine(_folder.FullName, "data_3d_made.npz");
        SyntheticRecording.Npz(path, [new("S9", "Walking", 60, seed: 1), new("S9", "Sitting", 40, seed: 3)]);
        return MotionStreams.Open(new MotionOptions { Source = path });
    }
}
