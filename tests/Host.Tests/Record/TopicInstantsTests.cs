using System.Text;
using Confluent.Kafka;
using StreamLift.Files;
using StreamLift.Host.Record.Reading;
using StreamLift.Host.Tests.People;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.Record;

public sealed class TopicInstantsTests
{
    private readonly TopicInstants _records = new(WireEncoding.Json, null, smooth: false);

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Frames_without_people_are_told_apart_by_their_space(WireEncoding encoding)
    {
        for (var round = 0; round < 2; round++) // each kind after the other
        {
            var people = Assert.Single(Decode(encoding, EmptyPeople(encoding)));
            Assert.Equal((MotionSpace.World, "hall", 1234.5), (people.Space, people.Source, people.TimestampMs));
            var poses = Assert.Single(Decode(encoding, EmptyPose(encoding)));
            Assert.Equal((MotionSpace.Camera, "hall/cam-1", 1234), (poses.Space, poses.Source, poses.TimestampMs));
        }

        Assert.Equal((4, 0), (_records.Read, _records.Unreadable));
    }

    [Fact]
    public void Records_of_another_kind_are_counted_with_the_first_one_s_problem()
    {
        Assert.Empty(_records.Decode(null, null));
        Assert.Empty(_records.Decode(null, "{\"stream\":\"cam\",\"frame\":1,\"timestampMs\":1,\"people\":[]}"u8.ToArray()));
        Assert.Empty(_records.Decode(new Headers { { ContentType.Header, "text/plain"u8.ToArray() } }, "{}"u8.ToArray()));
        Assert.Equal((0, 3, "the record has no body"), (_records.Read, _records.Unreadable, _records.FirstProblem));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Keypoints_are_named_as_the_problem_of_the_first_record(WireEncoding encoding)
    {
        var frame = new KeypointFrame();
        frame.Begin("cam", 0, 1, Skeletons.Coco17, 1280, 720);
        frame.AddPerson(0, 0.5f, Enumerable.Repeat(1f, 51).ToArray());
        Assert.Empty(Decode(encoding, new FrameEncoder().Encode(encoding, frame).ToArray()));
        Assert.Equal("they are 2D keypoints, the input of `run`", _records.FirstProblem);
    }

    [Fact]
    public void People_without_smoothed_joints_are_counted_where_those_are_wanted()
    {
        var records = new TopicInstants(WireEncoding.Json, null, smooth: true);
        var frame = PeopleMessages.Of("hall", 0, 1, (1, PeopleMessages.Joints(0, 0)), (2, PeopleMessages.Joints(900, 0)));
        records.Decode(null, frame);
        records.Decode(null, frame);
        Assert.Equal(4, records.WithoutSmooth);
        _records.Decode(null, frame);
        Assert.Equal(0, _records.WithoutSmooth);
    }

    [Fact]
    public void Copy_of_an_instant_stays_as_it_is_when_the_next_record_is_read()
    {
        var copies = new InstantCopies();
        var first = copies.Of(_records.Decode(null, PeopleMessages.Of("hall", 0, 1, (7, PeopleMessages.Joints(0, 0))))[0]);
        var json = Encoding.UTF8.GetString(first.Json.Span);
        var second = copies.Of(
            _records.Decode(null, PeopleMessages.Of("lab", 1, 2, (8, PeopleMessages.Joints(900, 0)), (9, PeopleMessages.Joints(0, 900))))[0]
        );
        Assert.Equal(("hall", 1.0, 1, 7L, 0f), (first.Source, first.TimestampMs, first.PersonCount, first[0].Id, first[0].Joints[0]));
        Assert.Equal(json, Encoding.UTF8.GetString(first.Json.Span));
        Assert.Equal(("lab", 2, 900f), (second.Source, second.PersonCount, second[0].Joints[0]));
        copies.Return(first);
        Assert.Same(first, copies.Of(second));
        Assert.Equal((2, 9L), (first.PersonCount, first[1].Id));
    }

    private IReadOnlyList<MotionInstant> Decode(WireEncoding encoding, byte[] body) =>
        _records.Decode(new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } }, body);

    private static byte[] EmptyPeople(WireEncoding encoding)
    {
        var writer = new PeopleWriter();
        writer.Begin(encoding, "hall"u8, 0, 1234.5);
        return writer.End().ToArray();
    }

    private static byte[] EmptyPose(WireEncoding encoding)
    {
        var writer = new PoseWriter();
        writer.Begin(encoding, "hall/cam-1"u8, 0, 1234, "made@1"u8);
        return writer.End().ToArray();
    }
}
