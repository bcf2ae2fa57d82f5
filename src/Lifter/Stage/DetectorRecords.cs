using System.Globalization;
using System.Text;
using StreamLift.Detectors;
using StreamLift.Lanes;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Lifter.Stage;

/// <summary>
/// Takes records of other tools that are no keypoint frames of StreamLift. What their value lacks comes from the record's headers, which are named like the
/// fields of StreamLift's own message, then from its key and the settings. Only the poll thread may use it.
/// </summary>
internal sealed class DetectorRecords
{
    private readonly DetectorDecoder _decoder;
    private readonly SkeletonCatalogue _layouts;
    private readonly Skeleton? _layout;
    private readonly (int Width, int Height) _image;
    private readonly bool _isNormalised;

    public DetectorRecords(LiftStageContext context)
    {
        _decoder = new DetectorDecoder(context.Layouts, context.Limits, context.Strict);
        _layouts = context.Layouts;
        _layout = context.DetectorLayout;
        _isNormalised = context.Normalised;
        if (context.Image.Length > 0 && TrySize(context.Image, out var width, out var height))
            _image = (width, height);
    }

    /// <summary>Tries a value that is not a valid frame of StreamLift. The error then says what the value looks like.</summary>
    /// <param name="context">The record.</param>
    /// <param name="value">The value.</param>
    /// <param name="into">Receives the frames.</param>
    /// <param name="error">Why the value is no frame of StreamLift; replaced when it is a record of another tool, and none when that was decoded.</param>
    /// <param name="encoding">How the value is encoded; replaced when it is a record of another tool.</param>
    /// <returns>Whether it was decoded.</returns>
    public bool TryDecode(in RecordContext context, ReadOnlySpan<byte> value, KeypointFrames into, ref DecodeError error, ref WireEncoding encoding)
    {
        // Of other reasons, the message was recognised.
        if (
            error.Reason
            is not (Rejection.MissingField or Rejection.InvalidField or Rejection.UnknownLayout or Rejection.MalformedJson or Rejection.MalformedProtobuf)
        )
            return false;
        if (context.Encoding != InputEncoding.Auto)
        {
            if (_decoder.TryDetect(value, out _, out var looksLike))
                error = new(error.Reason, $"{error.Detail}; the value looks like {looksLike}: use --encoding auto");
            return false;
        }
        if (!TryDefaults(context, out var defaults, out var problem))
        {
            // the headers matter only where the value is another tool's
            if (_decoder.TryDetect(value, out _, out _))
                error = problem;
            return false;
        }
        var isDecoded = _decoder.TryDecode(value, defaults, into, out var format, out var other);
        if (format is null && other.Detail == DetectorDecoder.Unknown)
            return false;
        error = other;
        encoding = format == DetectorFormat.DeepStreamProtobuf ? WireEncoding.Protobuf : WireEncoding.Json;
        return isDecoded;
    }

    private bool TryDefaults(in RecordContext context, out FrameDefaults defaults, out DecodeError problem)
    {
        var (layout, width, height) = (_layout, 0, 0);
        defaults = default;
        problem = default;
        if (context.TryGetHeader("layout", out var name) && !_layouts.TryGet(name, out layout))
            problem = new(Rejection.UnknownLayout, $"header 'layout' is {QuotedExcerpt.Of(name)}; known are {string.Join(", ", _layouts.All)}");
        else if (context.TryGetHeader("image", out var image) && !TrySize(Encoding.UTF8.GetString(image), out width, out height))
            problem = new(Rejection.InvalidField, $"header 'image' is {QuotedExcerpt.Of(image)}; a size such as 1920x1080 was expected");
        if (!TryNumber(context, "frame", ref problem, out var frame) | !TryNumber(context, "timestampMs", ref problem, out var time))
            return false;
        context.TryGetHeader("stream", out var stream);
        defaults = new FrameDefaults
        {
            Stream = stream,
            Key = context.Key,
            Layout = layout,
            Width = width,
            Height = height,
            FractionsOf = _image,
            FrameNumber = frame,
            TimestampMs = time,
            IsRecord = true,
            Normalised = _isNormalised,
        };
        return !problem.IsError;
    }

    private static bool TryNumber(in RecordContext context, string header, ref DecodeError problem, out long? number)
    {
        number = null;
        if (!context.TryGetHeader(header, out var text))
            return true;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed))
            number = parsed;
        else if (!problem.IsError)
            problem = new(Rejection.InvalidField, $"header '{header}' is {QuotedExcerpt.Of(text)}; a whole number was expected");
        return !problem.IsError;
    }

    // 1920x1080, or as in StreamLift's own message [1920,1080]
    private static bool TrySize(string text, out int width, out int height)
    {
        var sides = text.Trim('[', ']', ' ').Split('x', ',');
        height = 0;
        return int.TryParse(sides[0], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out width)
            && sides.Length == 2
            && int.TryParse(sides[1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out height)
            && width > 0
            && height > 0;
    }
}
