using StreamLift.Poses;

namespace StreamLift.Host.Detections;

/// <summary>Reads detectors' files as streams.</summary>
internal static class DetectionSource
{
    /// <summary>What can be read, for messages.</summary>
    public const string Known =
        $"JSON of {KnownJson}, Ultralytics' txt, MediaPipe's CSV, or an npz of keypoints (rtmlib, VideoPose3D's data_2d_*); a folder each camera";

    /// <summary>Whose JSON can be read, for messages.</summary>
    public const string KnownJson = "OpenPose, Pose2Sim, MMPose, AlphaPose, COCO results, Ultralytics or MediaPipe";

    private static readonly string[] Pose2SimStages = ["pose", "pose-sync", "pose-associated"];

    /// <summary>Reads every file.</summary>
    /// <param name="options">The options.</param>
    /// <param name="note">Receives each line that a user should know.</param>
    /// <exception cref="ConfigurationException">There is nothing to read, files can't be read (all are named), or they do not fit together.</exception>
    public static DetectedMotion Open(DetectionOptions options, Action<string> note)
    {
        if (!File.Exists(options.Source) && !Directory.Exists(options.Source))
            throw new ConfigurationException($"{options.Source} does not exist; expected is recorded motion, or {Known}");
        var folders = SourceFiles.Find(options.Source);
        RefuseSeveralStages(options.Source, folders);
        var (reader, assembler, problems) = (new FileReader(options), new StreamAssembler(Root(options), options), new Problems());
        var (read, ignored) = (0L, new List<string>());
        foreach (var folder in folders)
        {
            var files = new List<FileContent>();
            foreach (var file in folder.Files)
                try
                {
                    options.Progress(read++);
                    if (reader.Read(file) is { } content)
                        files.Add(content);
                    else
                        ignored.Add(file);
                }
                catch (ConfigurationException e)
                {
                    foreach (var problem in e.Problems)
                        problems.Add(problem);
                }
            if (files.Count > 0 && (problems.Count == 0 || options.SkipsBadFiles))
                assembler.Add(folder.Name, files);
        }
        if (problems.Count > 0 && !options.SkipsBadFiles)
            throw new ConfigurationException(Directory.Exists(options.Source) ? WithRemedy(problems.Lines) : problems.Lines);
        if (assembler.Streams.Count == 0)
            throw Nothing(options, problems, ignored);
        assembler.Finish();
        foreach (var line in problems.Lines)
            note($"left out: {line}");
        if (ignored.Count > 0)
            note($"left out: {ignored[0]}{(ignored.Count > 1 ? $" and {ignored.Count - 1:N0} more files" : "")}: no detector's output");
        foreach (var line in assembler.Notes)
            note(line);
        return new DetectedMotion(assembler.Streams, options.FrameLimit);
    }

    /// <summary>A detector's file at a path that holds other motion as well; null: none. Archives are not asked: recorded motion has its own.</summary>
    public static string? AnyOf(DetectionOptions options)
    {
        var reader = new FileReader(options);
        // the first file of each folder speaks for it
        foreach (var folder in SourceFiles.Find(options.Source))
            try
            {
                if (folder.Files.FirstOrDefault(file => !SourceFiles.IsArchive(file)) is { } file && reader.Read(file) is { Format.Length: > 0 })
                    return file;
            }
            catch (ConfigurationException)
            {
                // no detector's file, such as the cameras of recorded motion
            }
        return null;
    }

    private static IReadOnlyList<string> WithRemedy(IReadOnlyList<string> lines) =>
        [.. lines.SkipLast(1), $"{lines[^1]} (--skip-bad-files leaves such files out)"];

    private static string Root(DetectionOptions options) =>
        options.Stream
        ?? (
            File.Exists(options.Source)
                ? Path.GetFileNameWithoutExtension(options.Source)
                : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Source)))
        );

    // Pose2Sim writes the same people again after each step
    private static void RefuseSeveralStages(string source, IReadOnlyList<SourceFolder> folders)
    {
        var stages = Pose2SimStages.Where(stage => folders.Any(folder => folder.Name.Split('/').SkipLast(1).Contains(stage))).ToList();
        if (stages.Count > 1)
            throw new ConfigurationException(
                $"{source} has the same people {stages.Count} times, in the folders {string.Join(", ", stages)} of Pose2Sim; use the path of one of them"
            );
    }

    private static ConfigurationException Nothing(DetectionOptions options, Problems problems, List<string> ignored)
    {
        if (File.Exists(options.Source))
            return new([$"{options.Source} is neither recorded motion nor a detector's file; expected is {Known}", .. problems.Lines]);
        var census = SourceFiles.Census(options.Source);
        var found = ignored.Count > 0 || problems.Count > 0 ? $"none of its files ({census}) is one" : $"it holds {census}";
        return new([$"{options.Source} holds neither recorded motion nor detectors' files: {found}; expected is {Known}", .. problems.Lines]);
    }
}
