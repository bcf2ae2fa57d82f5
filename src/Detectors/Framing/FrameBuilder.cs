using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Framing;

/// <summary>Makes the frames of a body: adds what the body lacks, finds the layout, and checks limits. Readers give it frames in order.</summary>
internal ref struct FrameBuilder
{
    private const long NoId = long.MinValue;
    private const int LongestDetail = 300;

    private readonly WireLimits _limits;
    private readonly FrameDefaults _defaults;
    private readonly KeypointFrames _into;
    private readonly string _format;
    private KeypointFrame? _frame;
    private long? _first; // the number of the body's first frame
    private bool _hasLayout; // of the frame
    private int _rejected;
    private DecodeError _rejection; // of the first person that was rejected

    public FrameBuilder(
        SkeletonCatalogue catalogue,
        WireLimits limits,
        FloatArena numbers,
        in FrameDefaults defaults,
        DetectorFormat format,
        KeypointFrames into
    )
        : this(catalogue, limits, numbers, in defaults, DetectorFormatNames.Of(format), into) => Layouts = new LayoutChoice(catalogue, defaults.Layout, format);

    /// <summary>Makes the frames of a format that only files have.</summary>
    public FrameBuilder(SkeletonCatalogue catalogue, WireLimits limits, FloatArena numbers, in FrameDefaults defaults, string format, KeypointFrames into)
    {
        (_limits, _into, _format, Numbers) = (limits, into, format, numbers);
        _defaults = defaults;
        Layouts = new LayoutChoice(catalogue, defaults.Layout, null);
        Normalised = defaults.Normalised;
        Error = default;
    }

    /// <summary>Receives a person's numbers, before <see cref="TryAddPerson"/>.</summary>
    public FloatArena Numbers { get; }

    public LayoutChoice Layouts { get; }

    /// <summary>Whether coordinates are fractions of the image.</summary>
    public bool Normalised { get; set; }

    /// <summary>Whether a person whose own content is wrong refuses the whole body.</summary>
    public bool IsStrict { get; init; } = true;

    public DecodeError Error { get; private set; }

    public bool Fail(Rejection reason, string detail)
    {
        Error = new(reason, $"{_format}: {OneLine.Of(detail, LongestDetail)}");
        return false;
    }

    public bool Missing(string member) => Fail(Rejection.MissingField, $"{member} is missing");

    /// <summary>Says that the body holds frames in a list, so that the poses are written as one too.</summary>
    public readonly void MarkList() => _into.IsList = true;

    /// <summary>Begins the next frame; what the body does not say is null, 0 or empty.</summary>
    public bool TryBegin(long? number, long? timestampMs = null, int width = 0, int height = 0, ReadOnlySpan<byte> stream = default)
    {
        var name =
            !_defaults.Stream.IsEmpty ? _defaults.Stream
            : stream.IsEmpty ? _defaults.Key
            : stream;
        if (name.IsEmpty)
            return Without("a stream", "give the record a key, or a header 'stream'");
        if (!System.Text.Unicode.Utf8.IsValid(name))
            return Fail(Rejection.InvalidField, "the stream is not UTF-8");
        var frame = number ?? _defaults.FrameNumber;
        if (frame is null && !_defaults.IsRecord)
            return Without("a frame number", "give the record a header 'frame'");
        if (frame < 0)
            return Fail(Rejection.InvalidField, $"the frame number is {frame}; 0 or more was expected");
        var time = timestampMs ?? _defaults.TimestampMs + (long)Math.Round(_defaults.FrameMs * (frame - (_first ??= frame)) ?? 0);
        if (time is null && !_defaults.IsRecord)
            return Without("a time", "give the record a header 'timestampMs'");
        if (_into.Count == _limits.MaxFrames)
            return Fail(Rejection.TooManyFrames, $"more than {_limits.MaxFrames} frames");
        var hasSize = width > 0 && height > 0;
        _frame = _into.Add();
        _hasLayout = false;
        // the layout of a frame with nobody in it says nothing; that of the first person replaces it
        _frame.Begin(name, frame ?? 0, time ?? 0, _defaults.Layout ?? Skeletons.Coco17, hasSize ? width : _defaults.Width, hasSize ? height : _defaults.Height);
        (_frame.HasFrameNumber, _frame.HasTimestamp) = (frame is not null, time is not null);
        return true;
    }

    /// <summary>Adds a person with x, y and score of each joint from <see cref="Numbers"/>, which are then removed.</summary>
    /// <param name="id">The person's id; null for none.</param>
    /// <param name="score">Less than 0 or NaN for none.</param>
    /// <param name="where">The name of the keypoints in errors.</param>
    public bool TryAddPerson(long? id, float score, string where)
    {
        var joints = Numbers.Length / 3;
        var frame = _frame!;
        if (3 * joints != Numbers.Length || joints == 0)
            return Fail(Rejection.KeypointCount, $"{where} has {Numbers.Length} numbers; three for each joint were expected");
        if (frame.PersonCount == _limits.MaxPeople)
            return Fail(Rejection.TooManyPeople, $"more than {_limits.MaxPeople} people in a frame");
        if (!Layouts.TryGet(joints, out var layout, out var error) || (_hasLayout && layout != frame.Layout))
            return error.IsError
                ? Fail(error.Reason, $"{where} {error.Detail}")
                : Fail(Rejection.KeypointCount, $"{where} has {joints} joints; the frame's first person has {frame.Layout.Count}");
        if (Normalised && frame.Width == 0)
            (frame.Width, frame.Height) = _defaults.FractionsOf;
        if (Normalised && (frame.Width == 0 || frame.Height == 0))
            return Fail(Rejection.MissingField, $"{where} has fractions of the image, whose size is missing: give --image WIDTHxHEIGHT");
        (_hasLayout, frame.Layout) = (true, layout);
        var keypoints = frame.AddPerson(id is null or < 0 ? NoId : id.Value, score is >= 0 and <= float.MaxValue ? score : float.NaN);
        Numbers.Row(0, Numbers.Length).CopyTo(keypoints);
        Numbers.Truncate(0);
        for (var at = 0; at < keypoints.Length; at += 3)
        {
            var joint = keypoints.Slice(at, 3);
            if (Normalised)
                (joint[0], joint[1]) = (joint[0] * frame.Width, joint[1] * frame.Height);
            if (!KeypointFrame.IsSeen(joint))
                joint.Clear();
        }
        return true;
    }

    /// <summary>After an error of a person: keeps the person as rejected, and forgets the error, if one bad person is not to cost the others.</summary>
    /// <returns>False when the error is that of the whole body.</returns>
    public bool TryReject()
    {
        if (IsStrict || Error.Reason is not (Rejection.KeypointCount or Rejection.InvalidField or Rejection.MissingField))
            return false;
        if (_frame!.PersonCount == _limits.MaxPeople)
            return Fail(Rejection.TooManyPeople, $"more than {_limits.MaxPeople} people in a frame");
        _frame.AddPerson(NoId, float.NaN);
        _frame.RejectPerson(_frame.PersonCount - 1, Error);
        _rejection = _rejected++ == 0 ? Error : _rejection;
        Error = default;
        return true;
    }

    /// <summary>Ends the body: gives people without an id their index, or a negative number when others of their frame have an id.</summary>
    public bool TryEnd()
    {
        var people = 0;
        for (var i = 0; i < _into.Count; i++)
        {
            var frame = _into[i];
            var anyIds = false;
            people += frame.PersonCount;
            for (var person = 0; person < frame.PersonCount; person++)
                anyIds |= frame.Id(person) != NoId;
            for (var person = 0; person < frame.PersonCount; person++)
                if (frame.Id(person) == NoId)
                    frame.SetId(person, anyIds ? -1 - person : person);
        }
        // what is wrong with everybody is wrong with the body: another layout, or no poses at all
        if (_rejected > 0 && _rejected == people)
            Error = _rejection;
        return !Error.IsError && (_into.Count > 0 || Fail(Rejection.MissingField, "there is no frame in it"));
    }

    private bool Without(string what, string remedy)
    {
        Error = new(Rejection.MissingField, $"{_format} without {what}: {remedy}");
        return false;
    }
}
