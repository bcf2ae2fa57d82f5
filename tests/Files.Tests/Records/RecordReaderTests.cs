using System.Text;
using StreamLift.Files.Records;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Files.Tests.Records;

public sealed class RecordReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Record_of_people_becomes_an_instant_and_a_line_that_is_such_a_record(WireEncoding encoding)
    {
        var record = People(encoding);
        var reader = new RecordReader(RecordKind.People);
        Assert.True(reader.TryRead(encoding, record, out _));
        var instant = Assert.Single(reader.Instants);
        Assert.Equal(("hall", MotionSpace.World, 12L, 1000.5), (instant.Source, instant.Space, instant.Frame, instant.TimestampMs));
        Assert.Equal([3L, 8L], Enumerable.Range(0, instant.PersonCount).Select(i => instant[i].Id));
        Assert.Equal(MadePeople.Pose(0, 1)[50], instant[0].Joints[50], 0.01f);
        Assert.Equal((byte)'t', instant[0].Origin[16]);
        Assert.Equal(Skeletons.Halpe26, instant[0].PointsLayout);

        var frame = new PeopleFrame();
        Assert.True(new PeopleDecoder().TryDecode(WireEncoding.Json, instant.Json.Span, frame, out _));
        Assert.Equal(("hall", 2, "hall/cam-1", 2.5f), (frame.RigName, frame.PersonCount, frame.CameraStreamName(0), frame.Reprojection(0)));
    }

    [Fact]
    public void Smoothed_joints_are_taken_where_they_are_asked_for()
    {
        var reader = new RecordReader(RecordKind.People, smooth: true);
        Assert.True(reader.TryRead(WireEncoding.Json, People(WireEncoding.Json), out _));
        Assert.Equal(MadePeople.Pose(1, 2)[50], reader.Instants[0][0].Joints[50], 0.01f);
        Assert.Equal(MadePeople.Pose(0, 1)[50], reader.Instants[0][1].Joints[50], 0.01f); // has none
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void List_of_pose_frames_becomes_an_instant_and_a_line_for_each(WireEncoding encoding)
    {
        var writer = new PoseWriter();
        writer.BeginList(encoding);
        for (var frame = 0; frame < 3; frame++)
        {
            writer.BeginFrame("cam-1"u8, frame, 40 * frame, "image@1"u8);
            writer.Person(frame, 0.5f, MadePeople.Pose(0, frame), []);
            writer.Person(9, 0.5f, [], []); // too little was seen
            writer.RejectedPerson(10, 0.5f, Rejection.NonFinite);
            writer.EndFrame();
        }
        var reader = new RecordReader(RecordKind.Poses);
        Assert.True(reader.TryRead(encoding, writer.EndList(), out _));
        Assert.Equal(3, reader.Instants.Count);
        foreach (var (place, instant) in reader.Instants.Index())
        {
            Assert.Equal(("cam-1", MotionSpace.Camera, (long)place, 1), (instant.Source, instant.Space, instant.Frame, instant.PersonCount));
            var again = new PoseFrame();
            Assert.True(new PoseDecoder().TryDecode(WireEncoding.Json, instant.Json.Span, again, out _));
            Assert.Equal((3, "non-finite"), (again.PersonCount, again.Rejected(2)));
        }
    }

    [Fact]
    public void Kind_of_a_record_is_told_by_its_content()
    {
        var pose = new PoseWriter();
        pose.Begin(WireEncoding.Json, "cam-1"u8, 0, 0, "m@1"u8);
        Assert.Equal(RecordKind.Poses, RecordReader.Tell(WireEncoding.Json, pose.End()));
        Assert.Equal(RecordKind.People, RecordReader.Tell(WireEncoding.Json, People(WireEncoding.Json)));
        Assert.Null(RecordReader.Tell(WireEncoding.Json, "hello"u8));
    }

    [Fact]
    public void Record_over_several_lines_becomes_one_line()
    {
        var spread = Encoding.UTF8.GetString(People(WireEncoding.Json)).Replace(",", ",\n  ", StringComparison.Ordinal);
        var reader = new RecordReader(RecordKind.People);
        Assert.True(reader.TryRead(WireEncoding.Json, Encoding.UTF8.GetBytes(spread), out _));
        Assert.DoesNotContain((byte)'\n', reader.Instants[0].Json.ToArray());
    }

    [Fact]
    public void People_who_are_not_wanted_are_left_out_of_the_line_too()
    {
        var reader = new RecordReader(RecordKind.People);
        Assert.True(reader.TryRead(WireEncoding.Json, People(WireEncoding.Json), out _));
        var instant = reader.Instants[0];
        instant.Keep(new HashSet<long> { 8 });
        Assert.Equal((1, 8L), (instant.PersonCount, instant[0].Id));
        var frame = new PeopleFrame();
        Assert.True(new PeopleDecoder().TryDecode(WireEncoding.Json, instant.Json.Span, frame, out _));
        Assert.Equal((1, 8L), (frame.PersonCount, frame.Id(0)));
    }

    [Fact]
    public void Lines_of_records_are_written_as_they_came()
    {
        var (path, record) = (_folder.File("hall.ndjson"), People(WireEncoding.Json));
        var reader = new RecordReader(RecordKind.People);
        Assert.True(reader.TryRead(WireEncoding.Json, record, out _));
        MadePeople.Write(path, reader.Instants);
        byte[] expected = [.. record, (byte)'\n'];
        Assert.Equal(expected, File.ReadAllBytes(path));
        MadePeople.Write(_folder.File("again.ndjson"), MotionInput.Open(path, new ReadOptions())[0].Instants);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(_folder.File("again.ndjson")));
    }

    private static byte[] People(WireEncoding encoding)
    {
        var writer = new PeopleWriter();
        writer.Begin(encoding, "hall"u8, 12, 1000.5);
        writer.Camera("hall/cam-1"u8, 30, 1000);
        var (points, sigma) = (new float[3 * Skeletons.Halpe26.Count], new float[17]);
        Array.Fill(points, float.NaN);
        Array.Fill(sigma, 9);
        foreach (var id in (long[])[3, 8])
            writer.Person(
                new WorldPerson
                {
                    Id = id,
                    Joints = MadePeople.Pose(0, 1),
                    Sigma = sigma,
                    Source = "ttttttttttttttttt"u8,
                    Views = [0],
                    Reprojection = 2.5f,
                    Smooth = id == 3 ? MadePeople.Pose(1, 2) : [],
                    PointsLayout = "halpe26"u8,
                    Points = points,
                }
            );
        return writer.End().ToArray();
    }
}
