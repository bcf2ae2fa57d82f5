using StreamLift.Host.Motion;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Detections;

/// <summary>The frames of detectors' files as <c>produce</c> sends them.</summary>
internal sealed class DetectedMotion : IMotion
{
    private readonly IReadOnlyList<DetectedStream> _streams;

    /// <param name="streams">Not empty.</param>
    /// <param name="frameLimit">The most frames of a stream.</param>
    public DetectedMotion(IReadOnlyList<DetectedStream> streams, int frameLimit)
    {
        _streams = streams;
        Streams =
        [
            .. streams.Select(stream => new MotionStream(
                stream.Name,
                stream.Layout,
                stream.Frames[0].Image.Width,
                stream.Frames[0].Image.Height,
                Math.Min(stream.Frames.Count, frameLimit)
            )
            {
                Rate = stream.Rate,
                MostPeople = stream.Frames.Take(frameLimit).Max(frame => frame.People.Count),
            }),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<MotionStream> Streams { get; }

    /// <inheritdoc/>
    public long Number(int stream, long place) => _streams[stream].Frames[(int)place].Number;

    /// <inheritdoc/>
    public (int Width, int Height) Image(int stream, long place) => _streams[stream].Frames[(int)place].Image;

    /// <inheritdoc/>
    public void AddPeople(int stream, long place, KeypointFrame to)
    {
        foreach (var person in _streams[stream].Frames[(int)place].People)
            to.AddPerson(person.Id, person.Score, person.Keypoints);
    }
}
