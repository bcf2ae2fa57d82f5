using System.Text;
using StreamLift.Detectors;
using StreamLift.Detectors.Files;
using StreamLift.Poses;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Detections;

/// <summary>Reads JSON files: one body of a detector's, or several of them, as a list or a line each.</summary>
/// <param name="options">The options.</param>
/// <param name="limits">The largest file.</param>
internal sealed class JsonFileReader(DetectionOptions options, WireLimits limits)
{
    private readonly DetectorDecoder _decoder = new(options.Catalogue, limits);
    private readonly MediapipeJson _mediapipe = new(options.Catalogue, limits);
    private readonly KeypointFrames _frames = new();
    private DetectorFormat? _format = Of(options.Format); // the one asked for, else that of the last file

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigurationException">It can't be read; the line names it.</exception>
    public FileContent Read(string path)
    {
        var body = File.ReadAllBytes(path);
        if (body.Length == 0)
            throw new ConfigurationException($"{path} is empty");
        if (IsNobody(body))
            return Nobody(path);
        var named = "";
        if (options.Format != DetectionFormat.MediaPipe && TryRead(path, body, out var content, out named))
            return content!;
        var malformed = "";
        if (options.Format is null or DetectionFormat.MediaPipe)
        {
            if (_mediapipe.TryDecode(body, FrameCopies.Defaults(options), _frames, out var isRecognised, out malformed))
                return new FileContent(path, "MediaPipe's landmarks", FrameCopies.IsUnnumbered(_frames), [FrameCopies.OfFractions(path, _frames, options)]);
            if (isRecognised)
                throw new ConfigurationException($"{path}: {malformed}");
        }
        if (TryReadSeveral(path, body, out content))
            return content!;
        if (OwnMessage.Is(body))
            throw new ConfigurationException(
                $"{path} holds StreamLift's own messages, which need no reading: send them as they are, one a record, with Kafka's "
                    + "kafka-console-producer.sh (a message is one line)"
            );
        throw new ConfigurationException(
            options.Format is not null && named.Length > 0
                ? $"{path}: {named}"
                : $"{path}: {(malformed.Length > 0 ? $"no JSON: {malformed}" : "JSON of no known detector")}; expected is that of {DetectionSource.KnownJson}"
        );
    }

    // A file without anybody may look like nothing: it has the format of the others.
    private bool TryRead(string path, byte[] body, out FileContent? content, out string problem)
    {
        (content, problem) = (null, "");
        var isDetected = _decoder.TryDetect(body, out var detected, out _);
        var format = options.Format is null && isDetected ? detected : _format;
        if (format is not { } one)
            return false;
        if (!_decoder.TryDecode(one, body, FrameCopies.Defaults(options), _frames, out var error))
        {
            problem = error.Detail;
            if (isDetected)
                throw new ConfigurationException($"{path}: {problem}");
            return false;
        }
        if (isDetected)
            _format = one;
        content = Content(path, one.ToString());
        return true;
    }

    private bool TryReadSeveral(string path, byte[] body, out FileContent? content)
    {
        content = null;
        var (frames, first) = (new List<DetectedFrame>(), (FileTake?)null);
        foreach (var (place, one) in JsonBodies.Split(body).Index())
        {
            var part = IsNobody(one) ? Nobody(path) : null;
            if (part is null && !TryRead($"{path}, item {place}", one, out part, out _))
                return false;
            var take = part!.Takes[0];
            if (first?.Layout is { } layout && take.Layout is { } other && other != layout)
                throw new ConfigurationException(
                    $"{path}: item {place} has people of layout {other}, an item before it of {layout}; give each a file of its own"
                );
            first = first?.Layout is null ? take : first;
            frames.AddRange(part.IsFrame ? take.Frames.Select(frame => frame with { Number = place }) : take.Frames);
        }
        content = first is null ? null : new FileContent(path, "", IsFrame: false, [first with { Frames = frames }]);
        return content is not null;
    }

    // Many detectors write an empty list for an image without people. It looks like nothing.
    private static bool IsNobody(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(16, body.Length))).Trim() == "[]";

    private FileContent Nobody(string path) =>
        new(path, "", IsFrame: true, [new FileTake("", null, [new DetectedFrame(0, []) { Image = options.Image ?? default }])]);

    private FileContent Content(string path, string format) => new(path, format, FrameCopies.IsUnnumbered(_frames), [FrameCopies.Of(path, _frames, options)]);

    private static DetectorFormat? Of(DetectionFormat? format) =>
        format switch
        {
            DetectionFormat.OpenPose or DetectionFormat.Pose2Sim => DetectorFormat.OpenPose,
            DetectionFormat.MMPose => DetectorFormat.MMPose,
            DetectionFormat.AlphaPose => DetectorFormat.AlphaPose,
            DetectionFormat.Coco => DetectorFormat.Coco,
            DetectionFormat.Ultralytics => DetectorFormat.Ultralytics,
            _ => null,
        };
}
