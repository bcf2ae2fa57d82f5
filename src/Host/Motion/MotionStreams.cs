using StreamLift.Datasets;
using StreamLift.Datasets.Rigs;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Motion;

/// <summary>The selected streams, each limited to the selected frames.</summary>
/// <param name="Description">The source, in one line.</param>
/// <param name="Sequences">By subject, action, camera; never empty.</param>
/// <param name="FrameLimit">The most frames of a stream.</param>
/// <param name="Notes">Notes on data that was trimmed or left out.</param>
/// <param name="Rate">Frames per second of the recordings; null: unknown.</param>
internal sealed record MotionStreams(string Description, IReadOnlyList<Sequence> Sequences, int FrameLimit, IReadOnlyList<string> Notes, double? Rate) : IMotion
{
    private const int SyntheticFrames = 1800;

    /// <inheritdoc/>
    public IReadOnlyList<MotionStream> Streams { get; } =
    [
        .. Sequences.Select(sequence => new MotionStream(
            sequence.Stream,
            sequence.Layout,
            sequence.Camera.Intrinsics.Width,
            sequence.Camera.Intrinsics.Height,
            Math.Min(sequence.Frames, FrameLimit)
        )
        {
            Rate = Rate ?? sequence.Rate,
        }),
    ];

    /// <inheritdoc/>
    public long Number(int stream, long place) => place;

    /// <inheritdoc/>
    public void AddPeople(int stream, long place, KeypointFrame to) => to.AddPerson(0, float.NaN, Sequences[stream].Keypoints((int)place));

    /// <summary>The number of selected frames of a stream.</summary>
    public int FramesOf(Sequence sequence) => Math.Min(sequence.Frames, FrameLimit);

    /// <summary>The number of selected frames of all streams.</summary>
    public long TotalFrames => Sequences.Sum(sequence => (long)FramesOf(sequence));

    /// <exception cref="ConfigurationException">Data that can't be read, or an option out of range.</exception>
    public static MotionStreams Open(MotionOptions options)
    {
        Check(options);
        var rig = options.CamerasFile is { } file ? PlacedCameras.Read(file) : null;
        var data =
            options.Source == MotionOptions.Synthetic
                ? Perform(options)
                : Dataset.Open(
                    new DatasetOptions
                    {
                        Path = options.Source,
                        Subjects = options.Subjects,
                        Detections = options.Detections,
                        Cameras = rig?.Cameras,
                        RandomCameras = options.Cameras,
                        Rig = options.Rig,
                    }
                );
        // By subject: the cameras of some may be random ones, which have other names.
        var cameras = data
            .Sequences.Select(sequence => (sequence.Subject, sequence.Camera.Name))
            .Distinct()
            .GroupBy(camera => camera.Subject)
            .SelectMany(subject => subject.Take(options.Cameras ?? int.MaxValue))
            .ToHashSet();
        List<Sequence> selected = [.. data.Sequences.Where(sequence => cameras.Contains((sequence.Subject, sequence.Camera.Name)))];
        return new MotionStreams(
            data.Description,
            selected,
            options.Frames ?? int.MaxValue,
            [.. rig?.Notes ?? [], .. data.Notes, .. options.CamerasFile is { } placed ? ImageBounds.Warn(placed, selected) : []],
            options.Source == MotionOptions.Synthetic ? SyntheticPerformer.Rate : null
        );
    }

    /// <summary>Checks the options as far as possible without the data.</summary>
    /// <exception cref="ConfigurationException">An option out of range.</exception>
    public static void Check(MotionOptions options)
    {
        if (options is { Frames: <= 0 } or { Cameras: <= 0 })
            throw new ConfigurationException("--frames and --cameras take a number of 1 or more");
        if (options is { Source: MotionOptions.Synthetic, Subjects: not null })
            throw new ConfigurationException("--subjects: only recorded motion has subjects, the synthetic performer has none");
        if (options.Source == MotionOptions.Synthetic && options.Rig != new RigOptions())
            throw new ConfigurationException("--joints, --unit and --up: only for recorded motion, not for the synthetic performer");
        if (options is { Source: MotionOptions.Synthetic, CamerasFile: { } file })
            throw new ConfigurationException($"--cameras {file}: the synthetic performer has cameras of its own, and takes their number only");
    }

    private static LoadedDataset Perform(MotionOptions options) =>
        SyntheticDataset.Record(new SyntheticOptions { Seconds = (options.Frames ?? SyntheticFrames) / SyntheticPerformer.Rate, Seed = options.Seed });
}
