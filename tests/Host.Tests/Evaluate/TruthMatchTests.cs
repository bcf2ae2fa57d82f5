using System.Text;
using System.Text.Json;
using StreamLift.Datasets;
using StreamLift.Host.Evaluate;
using StreamLift.Host.Motion;
using StreamLift.Host.Tests.Motion;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.Evaluate;

public class TruthMatchTests
{
    private static readonly MotionStreams Truth = MotionStreamsTests.Synthetic(frames: 4);

    [Fact]
    public void Evaluate_scores_perfect_poses_of_every_frame_as_0_mm_with_none_missing()
    {
        var match = new TruthMatch(Truth);
        foreach (var sequence in Truth.Sequences)
            for (var frame = 0; frame < 4; frame++)
                match.Add(Pose(sequence, frame));
        var scores = match.Finish();
        Assert.Equal((48, 0, 0), (scores.Frames, scores.MissingFrames, scores.DoubledFrames));
        Assert.Equal(0, scores.Protocol1, 0.001);
        Assert.Equal(["Squatting", "Walking", "Waving"], scores.Actions.Select(action => action.Action));
    }

    [Fact]
    public void Evaluate_protocol_1_averages_over_17_joints_including_the_exact_root()
    {
        var match = new TruthMatch(Truth);
        match.Add(Pose(Truth.Sequences[0], 1, off: 30));
        Assert.Equal(30 * 16 / 17.0, match.Finish().Protocol1, 0.01);
    }

    [Fact]
    public void Evaluate_counts_absent_frames_and_unlifted_people_as_missing()
    {
        var match = new TruthMatch(Truth);
        match.Add(Pose(Truth.Sequences[0], 0));
        match.Add(Pose(Truth.Sequences[0], 1, lifted: false));
        match.Add(Pose(Truth.Sequences[0], 2, people: 0));
        var scores = match.Finish();
        Assert.Equal((1, 47), (scores.Frames, scores.MissingFrames));
    }

    [Fact]
    public void Evaluate_counts_a_repeated_frame_as_doubled_and_scores_only_the_first()
    {
        var match = new TruthMatch(Truth);
        match.Add(Pose(Truth.Sequences[0], 0));
        match.Add(Pose(Truth.Sequences[0], 0, off: 500));
        var scores = match.Finish();
        Assert.Equal((1, 1), (scores.Frames, scores.DoubledFrames));
        Assert.Equal(0, scores.Protocol1, 0.001);
    }

    [Fact]
    public void Evaluate_counts_unknown_streams_and_frames_past_the_end_as_foreign()
    {
        var match = new TruthMatch(Truth);
        match.Add(Decode("someone/else", 0, writer => { }));
        match.Add(Decode(Truth.Sequences[0].Stream, 4, writer => { }));
        match.Add(Decode(new string('x', 500), 4, writer => { }));
        Assert.Equal(3, match.Foreign);
        Assert.Equal(0, match.Finish().Frames);
    }

    [Fact]
    public void Evaluate_takes_the_person_with_id_0_as_the_performer()
    {
        var match = new TruthMatch(Truth);
        match.Add(Decode(Truth.Sequences[0].Stream, 0, writer =>
            {
                writer.Person(7, float.NaN, new float[51], []);
                writer.Person(0, float.NaN, Relative(Truth.Sequences[0], 0, 0), []);
            }));
        Assert.Equal(0, match.Finish().Protocol1, 0.001);
    }

    [Fact]
    public void Evaluate_JSON_reports_missing_frames_and_frames_per_action()
    {
        var match = new TruthMatch(Truth);
        match.Add(Pose(Truth.Sequences[0], 0, off: 30));
        using var json = JsonDocument.Parse(match.Finish().ToJson());
        Assert.Equal(47, json.RootElement.GetProperty("missing").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("actions").GetProperty("Walking").GetProperty("frames").GetInt32());
    }

    private static PoseFrame Pose(Sequence sequence, int frame, float off = 0, bool lifted = true, int people = 1) => Decode(sequence.Stream, frame, writer =>
        {
            if (people > 0)
                writer.Person(0, float.NaN, lifted ? Relative(sequence, frame, off) : [], []);
        });

    private static float[] Relative(Sequence sequence, int frame, float off)
    {
        var pose = sequence.Pose(frame).ToArray();
        return [.. pose.Select((value, i) => value - pose[i % 3] + (i >= 3 && i % 3 == 0 ? off : 0))];
    }

    private static PoseFrame Decode(string stream, long number, Action<PoseWriter> people)
    {
        var writer = new PoseWriter();
        writer.Begin(WireEncoding.Protobuf, Encoding.UTF8.GetBytes(stream), number, 1, "m@0"u8);
        people(writer);
        var frame = new PoseFrame();
        Assert.True(new PoseDecoder().TryDecode(WireEncoding.Protobuf, writer.End(), frame, out var error), error.Detail);
        return frame;
    }
}
