using System.Text;
using StreamLift.Datasets.Detections;
using StreamLift.Detectors;
using StreamLift.Detectors.Files;
using StreamLift.Poses;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Detections;

/// <summary>Reads one detector's file after the other, told apart by ending and content. One thread.</summary>
internal sealed class FileReader
{
    // A file is bounded by memory. A frame has as many people as run can be told to take.
    private static readonly WireLimits Limits = new()
    {
        MaxBytes = Array.MaxLength,
        MaxFrames = int.MaxValue,
        MaxPeople = 10_000,
    };

    private readonly DetectionOptions _options;
    private readonly JsonFileReader _json;
    private readonly UltralyticsText _ultralytics;
    private readonly MediapipeCsv _csv;
    private readonly KeypointFrames _frames = new();

    public FileReader(DetectionOptions options)
    {
        _options = options;
        _json = new JsonFileReader(options, Limits);
        (_ultralytics, _csv) = (new UltralyticsText(options.Catalogue, Limits), new MediapipeCsv(options.Catalogue, Limits));
    }

    /// <summary>Reads a file into memory.</summary>
    /// <returns>Null: it is no detector's file, by its ending or its first lines.</returns>
    /// <exception cref="ConfigurationException">The file is damaged, or says something that can't be; the line names it.</exception>
    public FileContent? Read(string path)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".npz" when May(DetectionFormat.Rtmlib, DetectionFormat.VideoPose3D) => Archive(path),
                ".txt" when May(DetectionFormat.Ultralytics) => Text(path),
                ".csv" when May(DetectionFormat.MediaPipe) => Csv(path),
                ".json" or ".jsonl" or ".ndjson" when _options.Format is not (DetectionFormat.Rtmlib or DetectionFormat.VideoPose3D) => _json.Read(path),
                _ => null,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} can't be read: {e.Message}");
        }
    }

    private bool May(params DetectionFormat[] formats) => _options.Format is not { } format || formats.Contains(format);

    private FileContent? Text(string path)
    {
        var text = File.ReadAllText(path);
        if (!UltralyticsText.LooksRight(text) && _options.Format is null)
            return null;
        return _ultralytics.TryDecode(text, FrameCopies.Defaults(_options), _frames, out var problem)
            ? new FileContent(path, "Ultralytics' txt", IsFrame: true, [FrameCopies.OfFractions(path, _frames, _options)])
            : throw new ConfigurationException($"{path}: {problem}");
    }

    private FileContent? Csv(string path)
    {
        var isRead = _csv.TryDecode(File.ReadAllText(path, Encoding.UTF8), FrameCopies.Defaults(_options), _frames, out var isRecognised, out var problem);
        if (isRead)
            return new FileContent(path, "MediaPipe's CSV", IsFrame: false, [FrameCopies.OfFractions(path, _frames, _options)]);
        if (isRecognised)
            throw new ConfigurationException($"{path}: {problem}");
        return _options.Format is null
            ? null
            : throw new ConfigurationException(
                $"{path}: its first line has no columns of landmarks; expected are names such as frame,x0,y0,z0,v0,… or nose_x,nose_y,… or "
                    + "frame,landmark,x,y,visibility"
            );
    }

    private FileContent? Archive(string path)
    {
        var form = DetectionArchive.FormOf(path);
        if (form == DetectionArchiveForm.None && _options.Format is null)
            return null;
        return new FileContent(
            path,
            "npz",
            IsFrame: false,
            [.. DetectionArchive.Read(path, _options.CameraLimit).Select(take => FrameCopies.Of(path, take, _options))]
        );
    }
}
