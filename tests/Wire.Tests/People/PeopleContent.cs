using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.People;

/// <summary>A people frame as values, to write it and to compare it.</summary>
internal sealed record PeopleContent(
    string Rig,
    long Sequence,
    double TimestampMs,
    IReadOnlyList<(string Stream, long Frame, double TimestampMs)> Cameras,
    IReadOnlyList<PersonContent> People
)
{
    private static readonly Gen<double> Times = Gen.OneOf(
        Gen.Choose(0, int.MaxValue).Select(ms => 1.7e12 + ms),
        Gen.Choose(0, int.MaxValue).Select(ms => 1.7e12 + (ms / 3.0)),
        Gen.Choose(-1000, 1000).Select(ms => ms / 7.0)
    );

    /// <summary>Frames of any content, their numbers from a generator.</summary>
    public static Gen<PeopleContent> Frames(Gen<float> numbers) =>
        from rig in FrameContent.Texts
        from sequence in FrameContent.Longs
        from time in Times
        from cameras in (from stream in FrameContent.Texts from frame in FrameContent.Longs from at in Times select (stream, frame, at))
            .ListOf()
            .Resize(5)
        from people in PersonContent.People(numbers, cameras.Count).ListOf().Resize(4)
        select new PeopleContent(rig, sequence & long.MaxValue, time, cameras, people);

    public byte[] Write(PeopleWriter writer, WireEncoding encoding)
    {
        writer.Begin(encoding, Encoding.UTF8.GetBytes(Rig), Sequence, TimestampMs);
        foreach (var (stream, frame, at) in Cameras)
            writer.Camera(Encoding.UTF8.GetBytes(stream), frame, at);
        foreach (var person in People)
            Assert.True(
                writer.Person(
                    new WorldPerson
                    {
                        Id = person.Id,
                        Joints = person.Joints,
                        Sigma = person.Sigma,
                        Source = Encoding.UTF8.GetBytes(person.Source),
                        Views = person.Views,
                        Reprojection = person.Reprojection,
                        Smooth = person.Smooth,
                        PointsLayout = Encoding.UTF8.GetBytes(person.PointsLayout),
                        Points = person.Points,
                    }
                )
            );
        return writer.End().ToArray();
    }

    public static PeopleContent Of(PeopleFrame frame) =>
        new(
            frame.RigName,
            frame.Sequence,
            frame.TimestampMs,
            [
                .. Enumerable
                    .Range(0, frame.CameraCount)
                    .Select(camera => (frame.CameraStreamName(camera), frame.CameraFrame(camera), frame.CameraTimestampMs(camera))),
            ],
            [.. Enumerable.Range(0, frame.PersonCount).Select(person => PersonContent.Of(frame, person))]
        );

    public bool Equals(PeopleContent? other) =>
        other is not null
        && (Rig, Sequence, TimestampMs) == (other.Rig, other.Sequence, other.TimestampMs)
        && Cameras.SequenceEqual(other.Cameras)
        && People.SequenceEqual(other.People);

    public override int GetHashCode() => HashCode.Combine(Rig, Sequence);
}
