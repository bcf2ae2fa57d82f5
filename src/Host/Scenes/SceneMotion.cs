using StreamLift.Datasets.Scenes;
using StreamLift.Host.Motion;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Scenes;

/// <summary>What the cameras of a scene send. One thread.</summary>
internal sealed class SceneMotion : ITimedMotion
{
    private readonly SceneFrame _frame = new();

    public SceneMotion(PeopleScene scene)
    {
        Scene = scene;
        Streams =
        [
            .. scene.Cameras.Select(
                (filmed, camera) =>
                    new MotionStream(scene.Stream(camera), Skeletons.H36m17, filmed.Camera.Intrinsics.Width, filmed.Camera.Intrinsics.Height, filmed.Frames)
                    {
                        Rate = filmed.Rate,
                        MostPeople = scene.People * (scene.Options.Ghosts > 0 ? 2 : 1),
                    }
            ),
        ];
    }

    /// <summary>The scene.</summary>
    public PeopleScene Scene { get; }

    /// <inheritdoc/>
    public IReadOnlyList<MotionStream> Streams { get; }

    /// <inheritdoc/>
    public double LengthMs => 1000 * Scene.Options.Seconds;

    /// <inheritdoc/>
    public long Number(int stream, long place) => Scene.Cameras[stream].Number((int)place);

    /// <inheritdoc/>
    public long StampedMs(int stream, long place) => Scene.Cameras[stream].StampedMs((int)place);

    /// <inheritdoc/>
    public double ArrivedMs(int stream, long place) => Scene.Cameras[stream].ArrivedMs((int)place);

    /// <inheritdoc/>
    public void AddPeople(int stream, long place, KeypointFrame to)
    {
        Scene.Detect(stream, (int)place, _frame);
        for (var i = 0; i < _frame.Count; i++)
            to.AddPerson(i, _frame.Score(i), _frame.Keypoints(i));
    }

    /// <summary>A line for each camera that has a clock of its own.</summary>
    public IEnumerable<string> Clocks() =>
        Scene.Options.IsFreeRunning
            ? Scene.Cameras.Select(
                (camera, i) =>
                    FormattableString.Invariant($"{Streams[i].Name}: {camera.Rate:0.##} frames/s, its clock is {Math.Abs(camera.ClockOffsetMs):0.0} ms ")
                    + $"{(camera.ClockOffsetMs < 0 ? "behind" : "ahead of")} the cameras' mean"
            )
            : [];
}
