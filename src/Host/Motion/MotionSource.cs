using StreamLift.Datasets;
using StreamLift.Host.Detections;
using StreamLift.Poses;

namespace StreamLift.Host.Motion;

/// <summary>Opens what <c>produce --source</c> names: the synthetic performer, recorded motion, or detectors' files.</summary>
internal static class MotionSource
{
    /// <summary>Opens the source.</summary>
    /// <param name="motion">The options of recorded motion.</param>
    /// <param name="detections">The options of detectors' files.</param>
    /// <param name="givenOfDetections">The names of the options given that only detectors' files have.</param>
    /// <param name="note">Receives each line that a user should know.</param>
    /// <exception cref="ConfigurationException">There is nothing to read, it can't be read, or an option does not fit it.</exception>
    public static IMotion Open(MotionOptions motion, DetectionOptions detections, IReadOnlyList<string> givenOfDetections, Action<string> note)
    {
        if (motion.Source == MotionOptions.Synthetic || detections.Format is null && Dataset.Holds(motion.Source))
        {
            if (givenOfDetections.SequenceEqual([DetectionFlags.Skip]) && motion.Source != MotionOptions.Synthetic)
                throw new ConfigurationException($"{DetectionFlags.Skip}: leave it out; takes of recorded motion that can't be read are left out anyway");
            if (givenOfDetections.Count > 0)
                throw Unfit(
                    givenOfDetections,
                    motion.Source,
                    motion.Source == MotionOptions.Synthetic ? "a synthetic performer" : "recorded motion",
                    "detectors' files"
                );
            if (Directory.Exists(motion.Source) && DetectionSource.AnyOf(detections) is { } file)
                throw new ConfigurationException(
                    $"{motion.Source} holds recorded motion and detectors' files ({file}); use the path of one of them, or --format for the files"
                );
            var recorded = MotionStreams.Open(motion);
            foreach (var line in recorded.Notes)
                note(line);
            return recorded;
        }
        var camerasOfArchive = motion is { Cameras: { } most, GivenOfRecordings.Count: 1 } && SourceFiles.AreArchives(motion.Source) ? most : (int?)null;
        if (camerasOfArchive is null && motion.GivenOfRecordings.Count > 0 && (File.Exists(motion.Source) || Directory.Exists(motion.Source)))
            throw Unfit(motion.GivenOfRecordings, motion.Source, "no recorded motion", "recorded motion, not detectors' files");
        MotionStreams.Check(motion);
        return DetectionSource.Open(detections with { FrameLimit = motion.Frames ?? int.MaxValue, CameraLimit = camerasOfArchive ?? int.MaxValue }, note);
    }

    private static ConfigurationException Unfit(IReadOnlyList<string> options, string source, string what, string those) =>
        new($"{string.Join(", ", options)}: only for {those}; {source} is {what}");
}
