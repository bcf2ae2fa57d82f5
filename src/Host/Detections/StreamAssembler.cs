using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Detections;

/// <summary>Puts the frames of files together to streams, and notes what is missing in them.</summary>
/// <param name="root">The beginning of every stream's name.</param>
/// <param name="options">The options.</param>
internal sealed class StreamAssembler(string root, DetectionOptions options)
{
    // A folder of one camera has one name; one of several cameras has a name for each. More are names without a frame number at their end.
    private const int MostSequences = 64;

    // Unix time in ms and finer, and a date with the time of day, have more digits.
    private const long LargestFrameNumber = 99_999_999_999;

    private readonly List<DetectedStream> _streams = [];
    private readonly List<string> _notes = [];

    /// <summary>The streams in the order of their names.</summary>
    public IReadOnlyList<DetectedStream> Streams => _streams;

    /// <summary>A line for each thing that a user should know.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Adds the files of a folder.</summary>
    /// <param name="folder">The folder's path below the source; empty for the source itself.</param>
    /// <param name="files">What was read from its files.</param>
    /// <exception cref="ConfigurationException">The files do not fit together.</exception>
    public void Add(string folder, IReadOnlyList<FileContent> files)
    {
        var camera = CameraOf(folder);
        var whole = files.Where(file => !file.IsFrame).ToList();
        foreach (var file in whole)
        foreach (var take in file.Takes)
            Add(
                Name(camera, whole.Count == 1 && whole.Count == files.Count ? "" : Path.GetFileNameWithoutExtension(file.Path), take.Name),
                [(file.Path, take, null)]
            );

        var frames = files.Where(file => file.IsFrame).Select(file => (File: file, Name: FrameName.Of(file.Path))).ToList();
        var sequences = frames.GroupBy(frame => frame.Name.Sequence).ToList();
        if (sequences.Count > MostSequences || sequences.Count > 1 && sequences.Exists(sequence => sequence.Any(frame => frame.Name.Number is null)))
            sequences = InOrder(Name(camera), frames);
        foreach (var sequence in sequences)
        {
            var name = Name(camera, sequences.Count == 1 && whole.Count == 0 ? "" : sequence.Key);
            var isNumbered = sequence.All(frame => frame.Name.Number is <= LargestFrameNumber);
            if (sequence.FirstOrDefault(frame => frame.Name.Number > LargestFrameNumber).File is { } timed)
                _notes.Add(
                    $"{name}: the numbers in the names of the files are too large for frames, as times are ({Path.GetFileName(timed.Path)}), "
                        + "so they count in their order"
                );
            Add(
                name,
                [
                    .. sequence
                        .OrderBy(frame => isNumbered ? 0 : frame.Name.Number ?? 0)
                        .Select((frame, place) => (frame.File.Path, frame.File.Takes[0], (long?)(isNumbered ? frame.Name.Number!.Value : place))),
                ]
            );
        }
    }

    /// <summary>Checks what was added.</summary>
    /// <exception cref="ConfigurationException">Two streams have one name.</exception>
    public void Finish()
    {
        if (_streams.GroupBy(stream => stream.Name).FirstOrDefault(same => same.Count() > 1) is { } doubled)
            throw new ConfigurationException($"{options.Source}: two files or folders give the stream {doubled.Key}; rename one of them");
        foreach (var stream in _streams.Where(stream => stream.Frames.All(frame => frame.People.Count == 0)))
            _notes.Add($"{stream.Name}: nobody is seen in any of its {stream.Frames.Count:N0} frames");
        if (_streams.Where(stream => stream.Frames[0].Image.Width == 0).Select(stream => stream.Name).ToList() is { Count: > 0 } unknown)
            _notes.Add(
                $"no file says the image's size ({unknown[0]}{(unknown.Count > 1 ? $" and {unknown.Count - 1} more streams" : "")}): add --image WxH, "
                    + "else run takes the size that its model was trained with, and the poses may be wrong"
            );
    }

    // Pose2Sim's folders are named cam01_json
    private static string CameraOf(string folder) =>
        string.Join('/', folder.Split('/').Select(part => part.EndsWith("_json", StringComparison.OrdinalIgnoreCase) && part.Length > 5 ? part[..^5] : part));

    private string Name(params IEnumerable<string> parts) => string.Join('/', parts.Prepend(root).Where(part => part.Length > 0));

    private List<IGrouping<string, (FileContent File, FrameName Name)>> InOrder(string name, List<(FileContent File, FrameName Name)> frames)
    {
        _notes.Add(
            $"{name}: the names of the files do not end in a frame's number ({Path.GetFileName(frames[0].File.Path)}), "
                + "so they count in the order of their names"
        );
        return [.. frames.Select(frame => (frame.File, new FrameName("", null))).GroupBy(frame => frame.Item2.Sequence)];
    }

    private void Add(string name, IReadOnlyList<(string Path, FileTake Take, long? Number)> parts)
    {
        var layouts = parts.Where(part => part.Take.Layout is not null).DistinctBy(part => part.Take.Layout).ToList();
        if (layouts.Count > 1)
            throw new ConfigurationException(
                $"{name}: {layouts[0].Path} has {layouts[0].Take.Layout}, {layouts[1].Path} has {layouts[1].Take.Layout}; "
                    + "give each detector's files a folder of their own"
            );
        var frames = parts
            .SelectMany(part => part.Take.Frames.Select(frame => (part.Path, Frame: part.Number is { } number ? frame with { Number = number } : frame)))
            .OrderBy(frame => frame.Frame.Number)
            .ToList();
        for (var i = 1; i < frames.Count; i++)
            if (frames[i].Frame.Number == frames[i - 1].Frame.Number)
                throw new ConfigurationException(
                    $"{name}: frame {frames[i].Frame.Number} is there twice, in {frames[i - 1].Path} and {frames[i].Path}; "
                        + "give each camera or take a folder of its own"
                );
        if (frames.Count == 0)
            throw new ConfigurationException($"{name}: {parts[0].Path} has no frames");
        RefuseFractions(name, frames[0].Path, frames.ConvertAll(frame => frame.Frame));
        var take = parts[0].Take;
        _streams.Add(
            new DetectedStream(
                name,
                layouts is [var only] ? only.Take.Layout! : options.Layout ?? Skeletons.Coco17,
                take.Rate,
                [.. frames.Select(frame => frame.Frame)]
            )
        );
        NoteGaps(name, [.. frames.Select(frame => frame.Frame.Number)]);
        if (options.Layout is null && _streams[^1].Layout == Skeletons.Body25 && Body25Order.IsBody25b(People(_streams[^1])))
            _notes.Add(
                $"{name}: the 25 joints are read as body25, but the middle hip is far from the hips: "
                    + "they are likely those of OpenPose's BODY_25B; give --layout body25b"
            );
    }

    private static IEnumerable<float[]> People(DetectedStream stream) => stream.Frames.SelectMany(frame => frame.People).Select(person => person.Keypoints);

    // Somebody who fills no more than two pixels is written in fractions of the image.
    private void RefuseFractions(string name, string path, List<DetectedFrame> frames)
    {
        var (least, most) = (float.MaxValue, float.MinValue);
        foreach (var person in frames.SelectMany(frame => frame.People))
            for (var at = 0; at < person.Keypoints.Length; at += 3)
                if (person.Keypoints[at + 2] > 0)
                {
                    least = Math.Min(least, Math.Min(person.Keypoints[at], person.Keypoints[at + 1]));
                    most = Math.Max(most, Math.Max(person.Keypoints[at], person.Keypoints[at + 1]));
                }
        if (least > most || least < -1.5 || most > 2)
            return;
        throw new ConfigurationException(
            $"{name}: all coordinates lie from {least:0.00} to {most:0.00} ({path} …), which are no pixels: "
                + (
                    least < -0.5
                        ? "save them as pixels, or as 0…1 of the image (OpenPose: --keypoint_scale 0 or 3)"
                        : "add --normalised and --image WxH if they are 0…1 of the image"
                )
        );
    }

    private void NoteGaps(string name, long[] numbers)
    {
        var span = numbers[^1] - numbers[0] + 1;
        if (span == numbers.Length)
            return;
        var place = Enumerable.Range(1, numbers.Length - 1).First(i => numbers[i] != numbers[i - 1] + 1);
        _notes.Add(
            $"{name}: {span - numbers.Length:N0} of the {span:N0} frames from {numbers[0]} to {numbers[^1]} are missing, "
                + $"the first is {numbers[place - 1] + 1}; the numbers keep these gaps"
        );
    }
}
