using StreamLift.Datasets;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;

namespace StreamLift.Host.Motion;

/// <summary>The streams that were chosen, each cut to the frames that were chosen.</summary>
/// <param name="Description">One line: what was read from where.</param>
/// <param name="Sequences">By subject, action, camera; never empty.</param>
/// <param name="FrameLimit">No stream is longer.</param>
/// <param name="Notes">What was trimmed or left out.</param>
internal sealed record MotionStreams(string Description, IReadOnlyList<Sequence> Sequences, int FrameLimit, IReadOnlyList<string> Notes)
{
    private const int SyntheticFrames = 1800;

    /// <summary>How many frames of a stream count.</summary>
    public int FramesOf(Sequence sequence) => Math.Min(sequence.Frames, FrameLimit);

    /// <summary>Of all streams together.</summary>
    public long TotalFrames => Sequences.Sum(sequence => (long)FramesOf(sequence));

    /// <exception cref="ConfigurationException">Data that can't be read, or an option out of range.</exception>
    public static MotionStreams Open(MotionOptions options)
    {
        if (options is { Frames: <= 0 } or { Cameras: <= 0 })
            throw new ConfigurationException("--frames and --cameras take a number of 1 or more");
        var data = options.Source == MotionOptions.Synthetic ? Perform(options) : Dataset.Open(
            new DatasetOptions { Path = options.Source, Subjects = options.Subjects, Detections = options.Detections });
        var cameras = data.Sequences.Select(sequence => sequence.Camera.Name).Distinct().Take(options.Cameras ?? int.MaxValue).ToHashSet();
        return new MotionStreams(
            data.Description, [.. data.Sequences.Where(sequence => cameras.Contains(sequence.Camera.Name))], options.Frames ?? int.MaxValue, data.Notes);
    }

    private static LoadedDataset Perform(MotionOptions options) => options.Subjects is null
        ? SyntheticDataset.Record(new SyntheticOptions { Seconds = (options.Frames ?? SyntheticFrames) / SyntheticPerformer.Rate, Seed = options.Seed })
        : throw new ConfigurationException("--subjects chooses among recorded performers; the synthetic one has none");
}
