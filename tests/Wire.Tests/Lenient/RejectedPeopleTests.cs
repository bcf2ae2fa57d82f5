using System.Text;
using Google.Protobuf;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.Lenient;

/// <summary>A person whose own content is wrong does not cost the others.</summary>
public sealed class RejectedPeopleTests
{
    [Theory]
    [InlineData("{\"id\":9,\"score\":0.5,\"keypoints\":[1,2,3]}", "keypoint-count: people[1].keypoints has 3 numbers; coco17 has 17 joints: 51 expected")]
    [InlineData("{\"keypoints\":[1,2,\"3\"],\"score\":0.5,\"id\":9}", "invalid-field: people[1].keypoints[2] is text; a number was expected")]
    [InlineData("{\"keypoints\":{\"a\":[1]},\"id\":\"9\",\"score\":0.5}", "invalid-field: people[1].keypoints is an object; a list was expected")]
    [InlineData(
        "{\"id\":9,\"keypoints\":[[1,2,3],[1]],\"score\":0.5}",
        "keypoint-count: people[1].keypoints[1] has 1 numbers; [x, y, score] or [x, y] was expected"
    )]
    [InlineData("{\"id\":9,\"keypoints\":[1,1e999],\"score\":0.5}", "non-finite: people[1].keypoints[1] is \"1e999\": too large for a 32-bit float")]
    [InlineData("{\"id\":9,\"score\":0.5}", "missing-field: people[1].keypoints is missing")]
    [InlineData("{\"id\":9,\"score\":0.5,\"keypoints\":null}", "missing-field: people[1].keypoints is missing")]
    public void JSON_person_that_is_wrong_is_rejected_alone_and_keeps_its_id_and_score(string person, string error)
    {
        var frame = Given.Good(Given.Frame($"{Given.Person()},{person},{Given.Person("\"id\":3")}"));

        Assert.Equal(error, frame.Error(1).ToString());
        Assert.Equal((3, 9, 0.5f), (frame.PersonCount, frame.Id(1), frame.Score(1)));
        AssertOnlyTheSecondIsUnseen(frame);
    }

    [Theory]
    [InlineData("{\"id\":true,\"keypoints\":[@]}", "invalid-field: people[1].id is true; an integer was expected")]
    [InlineData("{\"id\":1.5,\"keypoints\":[@]}", "invalid-field: people[1].id is \"1.5\"; an integer of 64 bits was expected")]
    [InlineData("{\"id\":\"x\",\"keypoints\":[@]}", "invalid-field: people[1].id is \"x\"; an integer of 64 bits was expected")]
    [InlineData("{\"score\":\"x\",\"keypoints\":[@]}", "invalid-field: people[1].score is text; a number was expected")]
    [InlineData("{\"score\":1e39,\"keypoints\":[@]}", "non-finite: people[1].score is \"1e39\": too large for a 32-bit float")]
    [InlineData("{\"keypoints\":[[[1]]],\"id\":{\"id\":8},\"score\":[]}", "invalid-field: people[1].keypoints[0][0] is a list; a number was expected")]
    public void JSON_person_whose_id_or_score_is_wrong_gets_its_place_as_id(string person, string error)
    {
        var frame = Given.Good(Given.Frame($"{Given.Person()},{person.Replace("@", Given.Keypoints())},{Given.Person("\"id\":3")}"));

        Assert.Equal(error, frame.Error(1).ToString());
        Assert.Equal((1, float.NaN), (frame.Id(1), frame.Score(1)));
        AssertOnlyTheSecondIsUnseen(frame);
    }

    [Fact]
    public void Person_with_a_score_below_0_is_rejected_alone()
    {
        var frame = Given.Good(Given.Frame($"{Given.Person()},{Given.Person("\"id\":9,\"score\":-0.5")},{Given.Person("\"id\":3")}"));

        Assert.Equal("invalid-field: people[1].score is -0.5; 0 or more was expected", frame.Error(1).ToString());
        AssertOnlyTheSecondIsUnseen(frame);
    }

    [Fact]
    public void Protobuf_person_that_is_wrong_is_rejected_alone()
    {
        var google = Parsed(Given.Frames(("cam", 1, 3))[0]);
        google.People[1].Keypoints.Add(1);
        var frame = Given.Good(WireEncoding.Protobuf, Bytes(google));

        Assert.Equal("keypoint-count: people[1].keypoints has 52 numbers; coco17 has 17 joints: 51 expected", frame.Error(1).ToString());
        Assert.Equal((10, 0.5f), (frame.Id(1), frame.Score(1)));
        AssertOnlyTheSecondIsUnseen(frame);
        google.People[1].Score = -1;
        Assert.Equal("invalid-field: people[1].score is -1; 0 or more was expected", Given.Good(WireEncoding.Protobuf, Bytes(google)).Error(1).ToString());
        Assert.Equal(Rejection.InvalidField, Given.Strict.Decode(WireEncoding.Protobuf, Bytes(google), new KeypointFrame()).Reason);
    }

    [Fact]
    public void Protobuf_number_that_is_not_finite_means_a_joint_not_seen_or_no_score()
    {
        var google = Parsed(Given.Frames(("cam", 1, 2))[0]);
        google.People[0].Score = float.PositiveInfinity;
        (google.People[0].Keypoints[0], google.People[0].Keypoints[4], google.People[0].Keypoints[8]) = (float.NaN, float.PositiveInfinity, float.NaN);
        var frame = new KeypointFrame();

        Assert.Equal("none", Given.Strict.Decode(WireEncoding.Protobuf, Bytes(google), frame).ToString());
        Assert.Equal(float.NaN, frame.Score(0));
        Assert.All(frame.Keypoints(0)[..9].ToArray(), number => Assert.Equal(0, number));
        Assert.True(frame.Joint(0, 3).Score > 0);
        Assert.True(frame.Joint(1, 0).Score > 0);
    }

    [Theory]
    [InlineData(",{\"keypoints\":[1,2,\"3\"],\"id\":9,\"x\":tru}")]
    [InlineData(",{\"keypoints\":[1,2,\"3\"],\"id\":9,}")]
    [InlineData(",{\"keypoints\":[1,2,\"3\"],\"id\":9")]
    [InlineData(",{\"keypoints\":[1,2,\"3\",\"id\":9}")]
    [InlineData(",5")]
    [InlineData(",null")]
    [InlineData(",[1,2,3]")]
    public void Broken_JSON_in_a_person_or_a_person_that_is_no_object_rejects_the_record(string more)
    {
        var (reason, detail, _) = Given.Decode(Given.Frame(Given.Person() + more));

        Assert.True(reason is Rejection.MalformedJson or Rejection.InvalidField, detail);
    }

    [Theory]
    [InlineData("{\"keypoints\":[1,2,3]}", "keypoint-count: people[1].keypoints has 3 numbers; coco17 has 17 joints: 51 expected")]
    [InlineData("{\"keypoints\":[1,2,\"3\"]}", "invalid-field: people[1].keypoints[2] is text; a number was expected")]
    public void Strict_decoder_rejects_the_record_of_a_person_that_is_wrong(string person, string error)
    {
        var (reason, detail, _) = Given.Decode(Given.Frame($"{Given.Person()},{person}"), strict: true);

        Assert.Equal(error, $"{RejectionNames.Of(reason)}: {detail}");
    }

    [Fact]
    public void List_record_with_a_wrong_person_keeps_all_its_frames()
    {
        var good = Given.Frame(Given.Person());
        var bad = Given.Frame($"{{\"keypoints\":[1]}},{Given.Person()}");
        var frames = Given.GoodList(WireEncoding.Json, Encoding.UTF8.GetBytes($"[{bad},{good},{bad}]"));

        Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(i => frames[i].Error(0).IsError));
        Assert.Equal([2, 1, 2], Enumerable.Range(0, 3).Select(i => frames[i].PersonCount));
        Assert.Equal(1.5f, frames[2].Keypoints(1)[0]);
        Assert.Equal(
            "keypoint-count: frame 1 of 3: people[0].keypoints has 1 numbers; coco17 has 17 joints: 51 expected",
            Given.Strict.Decode(WireEncoding.Json, Encoding.UTF8.GetBytes($"[{bad},{good},{bad}]"), frames).ToString()
        );
    }

    [Fact]
    public void Frame_with_a_rejected_person_is_encoded_again_with_that_person_unseen()
    {
        var frame = Given.Good(Given.Frame($"{Given.Person()},{{\"id\":9,\"keypoints\":[1]}},{Given.Person("\"id\":3")}"));
        foreach (var encoding in Enum.GetValues<WireEncoding>())
        {
            var again = Given.Good(encoding, new FrameEncoder().Encode(encoding, frame));
            Assert.False(again.Error(1).IsError);
            AssertOnlyTheSecondIsUnseen(again);
        }
    }

    private static void AssertOnlyTheSecondIsUnseen(KeypointFrame frame)
    {
        Assert.Equal([false, false], new[] { 0, 2 }.Select(person => frame.Error(person).IsError));
        for (var person = 0; person < 3; person++)
        {
            Assert.Equal(51, frame.Keypoints(person).Length);
            Assert.Equal(person != 1, frame.Keypoints(person).IndexOfAnyExcept(0f) >= 0);
        }
    }

    private static Proto.KeypointFrame Parsed(KeypointFrame frame) =>
        Proto.KeypointFrame.Parser.ParseFrom(new FrameEncoder().Encode(WireEncoding.Protobuf, frame).ToArray());

    private static byte[] Bytes(Proto.KeypointFrame frame) => frame.ToByteArray();
}
