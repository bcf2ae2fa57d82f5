using System.Text;
using StreamLift.Lifter.Stage;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Tests.Stage;

public sealed class RejectedPeopleTests
{
    private readonly List<string> _lines = [];
    private readonly RejectedPeople _people = new();

    [Fact]
    public void First_rejected_person_of_each_stream_and_reason_is_said_in_one_line()
    {
        _people.Say = _lines.Add;
        var wrong = """{"keypoints":[1]}""";
        for (var frame = 7; frame < 10; frame++)
        {
            _people.Report(Frame("cam-1", $"{wrong},{wrong}"), frame);
            _people.Report(Frame("cam-2", wrong), frame);
            _people.Report(Frame("cam-2", "{}"), frame);
        }

        Assert.Equal(
            [
                "stream \"cam-1\", frame 7: people[0].keypoints has 1 numbers; h36m17 has 17 joints: 51 expected; such people go out without joints "
                    + "and are counted as keypoint-count in streamlift.people.rejected; with --strict their records are rejected",
                "stream \"cam-2\", frame 7: people[0].keypoints has 1 numbers",
                "stream \"cam-2\", frame 7: people[0].keypoints is missing",
            ],
            _lines.Select((line, i) => i == 0 ? line : line[..line.IndexOf(';')])
        );
    }

    [Fact]
    public void Good_people_and_people_that_nobody_asks_about_are_not_said()
    {
        _people.Report(Frame("cam-1", "{}"), 7);
        _people.Say = _lines.Add;
        _people.Report(Frame("cam-1", ""), 8);
        Assert.Empty(_lines);
        _people.Report(Frame("cam-1", "{}"), 9);
        Assert.Single(_lines);
    }

    private static KeypointFrame Frame(string stream, string people)
    {
        var frame = new KeypointFrame();
        var body = $$"""{"stream":"{{stream}}","frame":1,"timestampMs":1,"layout":"h36m17","people":[{{people}}]}""";
        Assert.True(new FrameDecoder().TryDecode(WireEncoding.Json, Encoding.UTF8.GetBytes(body), frame, out var error), error.Detail);
        return frame;
    }
}
