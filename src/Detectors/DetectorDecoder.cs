using StreamLift.Detectors.Formats;
using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors;

/// <summary>
/// Reads what other tools write, a record's value or a file's bytes, as keypoint frames. It accepts any bytes and never throws on them; memory is bounded by
/// the body's length. Reuse one instance: its arrays are kept. Not thread-safe.
/// </summary>
/// <param name="catalogue">The layouts that keypoints may have.</param>
/// <param name="limits">The most bytes, frames of a body and people of a frame.</param>
/// <param name="strict">
/// Whether a person whose own content is wrong refuses the whole body. Otherwise only that person is rejected (<see cref="KeypointFrame.Error"/>), unless
/// nobody else is left in the body.
/// </param>
public sealed class DetectorDecoder(SkeletonCatalogue catalogue, WireLimits limits, bool strict = true)
{
    /// <summary>The detail of the error where nothing is recognised.</summary>
    public const string Unknown = "no known format";

    private readonly JsonTree _tree = new();
    private readonly FloatArena _numbers = new();

    /// <summary>Says which format a body has, by the members that only one format has; never by guess.</summary>
    /// <param name="body">A record's value or a file's bytes.</param>
    /// <param name="format">The format.</param>
    /// <param name="looksLike">What it looks like, for errors: <c>OpenPose JSON</c>, <c>both OpenPose JSON and …</c>; empty if nothing is recognised.</param>
    /// <returns>Whether it is exactly one format.</returns>
    public bool TryDetect(ReadOnlySpan<byte> body, out DetectorFormat format, out string looksLike) =>
        Candidates(body, out _).TryGetSingle(out format, out looksLike);

    /// <summary>Decodes a body of a known format.</summary>
    /// <param name="format">The format; the body is refused if it is another.</param>
    /// <param name="body">A record's value or a file's bytes.</param>
    /// <param name="defaults">What is known beside the body.</param>
    /// <param name="into">Receives the frames, ordered by their number within the body; not usable after an error.</param>
    /// <param name="error">The first error found.</param>
    /// <returns>Whether the body was decoded.</returns>
    public bool TryDecode(DetectorFormat format, ReadOnlySpan<byte> body, in FrameDefaults defaults, KeypointFrames into, out DecodeError error)
    {
        into.Clear();
        error = Sized(body);
        if (error.IsError)
            return false;
        JsonValue root = default;
        var frames = new FrameBuilder(catalogue, limits, _numbers, defaults, format, into) { IsStrict = strict };
        var isRead =
            format == DetectorFormat.DeepStreamProtobuf
                ? NvFrameReader.TryRead(body, ref frames)
                : _tree.TryParse(body, out root, out error) && FormatReaders.TryRead(format, root, ref frames);
        if (!error.IsError)
            error = frames.Error;
        return isRead && !error.IsError;
    }

    /// <summary>Decodes a body of any format that <see cref="TryDetect"/> recognises.</summary>
    /// <param name="body">A record's value or a file's bytes.</param>
    /// <param name="defaults">What is known beside the body.</param>
    /// <param name="into">Receives the frames, ordered by their number within the body; not usable after an error.</param>
    /// <param name="format">The format; null when none, or more than one, is recognised.</param>
    /// <param name="error">The first error found; it says what the body looks like.</param>
    /// <returns>Whether the body was decoded.</returns>
    public bool TryDecode(ReadOnlySpan<byte> body, in FrameDefaults defaults, KeypointFrames into, out DetectorFormat? format, out DecodeError error)
    {
        into.Clear();
        format = null;
        error = Sized(body);
        if (error.IsError)
            return false;
        var candidates = Candidates(body, out var root);
        if (!candidates.TryGetSingle(out var single, out var looksLike))
        {
            error = new(Rejection.InvalidField, looksLike.Length == 0 ? Unknown : $"looks like {looksLike}");
            return false;
        }
        format = single;
        var frames = new FrameBuilder(catalogue, limits, _numbers, defaults, single, into) { IsStrict = strict };
        var isRead = single == DetectorFormat.DeepStreamProtobuf ? NvFrameReader.TryRead(body, ref frames) : FormatReaders.TryRead(single, root, ref frames);
        error = frames.Error.IsError ? new(frames.Error.Reason, $"looks like {frames.Error.Detail}") : default;
        return isRead && !error.IsError;
    }

    private FormatCandidates Candidates(ReadOnlySpan<byte> body, out JsonValue root)
    {
        root = default;
        if (body.Length > limits.MaxBytes)
            return default;
        return FormatDetector.MayBeJson(body) && _tree.TryParse(body, out root, out _) ? FormatDetector.Of(root) : FormatDetector.OfProtobuf(body);
    }

    private DecodeError Sized(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? new(Rejection.Tombstone, "the record has no body")
        : body.Length > limits.MaxBytes ? new(Rejection.TooManyBytes, $"the body has {body.Length} bytes; at most {limits.MaxBytes} are allowed")
        : default;
}
