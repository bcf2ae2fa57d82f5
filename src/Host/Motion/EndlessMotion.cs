using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Motion;

/// <summary>
/// The synthetic performer who never stops: walks, waves and squats in turn, one stream a camera. Each frame is computed when it is asked for, so that memory
/// does not grow.
/// </summary>
internal sealed class EndlessMotion : IMotion
{
    private readonly SyntheticScene _performance;

    /// <param name="options">The source is the synthetic performer, without a number of frames.</param>
    /// <param name="rate">Frames a second; null: they show the performer at the usual rate, however fast they are sent.</param>
    /// <exception cref="ConfigurationException">An option that says otherwise, or is out of range.</exception>
    public EndlessMotion(MotionOptions options, double? rate)
    {
        if (options.Source != MotionOptions.Synthetic)
            throw new ConfigurationException($"--endless: only with --source {MotionOptions.Synthetic}; recorded motion has an end");
        if (options.Frames is not null)
            throw new ConfigurationException("--endless and --frames: give only one of them");
        MotionStreams.Check(options);
        _performance = new SyntheticScene(rate ?? SyntheticPerformer.Rate, options.Seed);
        Streams = [.. Enumerable.Range(0, Math.Min(options.Cameras ?? int.MaxValue, SyntheticScene.Cameras)).Select(Stream)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<MotionStream> Streams { get; }

    /// <inheritdoc/>
    public void Keypoints(int stream, long frame, Span<float> keypoints) => _performance.Detect(stream, frame, keypoints);

    private static MotionStream Stream(int camera)
    {
        var (width, height) = SyntheticScene.Image(camera);
        return new MotionStream($"{MotionOptions.Synthetic}/{SyntheticScene.CameraName(camera)}", Skeletons.H36m17, width, height, Frames: null);
    }
}
