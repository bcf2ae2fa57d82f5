using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Motion;

/// <summary>
/// The synthetic performer without an end: walks, waves and squats in turn, one stream per camera. Each frame is computed on demand, so that memory does
/// not grow.
/// </summary>
internal sealed class EndlessMotion : IMotion
{
    private readonly SyntheticScene _scene;

    /// <param name="options">The source must be the synthetic performer, without a number of frames.</param>
    /// <param name="rate">Frames per second; null: the frames show motion at the usual rate, however fast they are sent.</param>
    /// <exception cref="ConfigurationException">Another source, or an option out of range.</exception>
    public EndlessMotion(MotionOptions options, double? rate)
    {
        if (options.Source != MotionOptions.Synthetic)
            throw new ConfigurationException($"--endless: only with --source {MotionOptions.Synthetic}; recorded motion has an end");
        if (options.Frames is not null)
            throw new ConfigurationException("--endless and --frames: give only one of them");
        MotionStreams.Check(options);
        _scene = new SyntheticScene(rate ?? SyntheticPerformer.Rate, options.Seed);
        Streams =
        [
            .. Enumerable
                .Range(0, Math.Min(options.Cameras ?? int.MaxValue, SyntheticScene.Cameras))
                .Select(camera => Stream(camera) with { Rate = rate ?? SyntheticPerformer.Rate }),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<MotionStream> Streams { get; }

    /// <inheritdoc/>
    public long Number(int stream, long place) => place;

    /// <inheritdoc/>
    public void AddPeople(int stream, long place, KeypointFrame to) => Keypoints(stream, place, to.AddPerson(0, float.NaN));

    /// <summary>The keypoints of a frame: x, y and score of each joint, px.</summary>
    public void Keypoints(int stream, long frame, Span<float> keypoints) => _scene.Detect(stream, frame, keypoints);

    private static MotionStream Stream(int camera)
    {
        var (width, height) = SyntheticScene.Image(camera);
        return new MotionStream($"{MotionOptions.Synthetic}/{SyntheticScene.CameraName(camera)}", Skeletons.H36m17, width, height, Frames: null);
    }
}
