using StreamLift.Lanes;
using StreamLift.Lifter.Suspicion;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Stage;

/// <summary>Decodes keypoint records, finds each frame's camera view, and adds the people to a batch as input rows. Only the poll thread may use it.</summary>
internal sealed class FrameRecordDecoder : IRecordDecoder
{
    // The largest JSON output of a person: each number has up to seven digits before the point, and names and braces take the rest.
    private const int MaxPersonBytes = (LiftBatch.PoseWidth * 12) + (LiftBatch.SigmaWidth * 10) + 128;
    private const int MaxFrameBytes = 256;
    private const int MaxNumberBytes = 14; // of a keypoint: six digits before the point, a score of nine after it, or an exponent

    private readonly LiftStageContext _context;
    private readonly FrameDecoder _decoder;
    private readonly DetectorRecords _detectors;
    private readonly StreamCameraResolver _cameras;
    private readonly KeypointFrames _frames = new();
    private readonly StreamWatch? _watch;
    private (CameraView View, bool IsAssumed)[] _views = new (CameraView, bool)[1];
    private bool _isOwn; // whether the frames are those of our own message
    private readonly ModelRows _rows;
    private readonly ModelRows? _calibratedRows; // of the streams with a camera, where they have a model of their own

    public FrameRecordDecoder(LiftStageContext context)
    {
        _context = context;
        _decoder = new FrameDecoder(context.Layouts, context.Limits, context.Strict);
        _detectors = new DetectorRecords(context);
        _rows = new ModelRows(context.Models, context);
        if (context.CalibratedModels is { } calibrated)
            _calibratedRows = new ModelRows(calibrated, context);
        _cameras = new StreamCameraResolver(context.Image, context.Models.Current.Card, context.Cameras, _calibratedRows is not null)
        {
            Missing = context.Telemetry.StreamsWithoutCamera,
        };
        if (context.Suspects is { } suspects)
            _watch = new StreamWatch(context.Clock, suspects, context.Strict);
    }

    /// <inheritdoc/>
    public long MaxOutputBytes
    {
        get
        {
            var size = 0L;
            for (var i = 0; i < _frames.Count; i++)
                size += MaxFrameBytes + _frames[i].Stream.Length + (PersonBytes(_frames[i]) * _frames[i].PersonCount);
            return size;

            long PersonBytes(KeypointFrame frame) => MaxPersonBytes + (_context.WithKeypoints ? 3L * MaxNumberBytes * frame.Layout.Count : 0);
        }
    }

    /// <inheritdoc/>
    public WireEncoding Encoding { get; private set; }

    /// <inheritdoc/>
    public Rejection Decode(in RecordContext context, ReadOnlySpan<byte> value, out string detail)
    {
        var encoding = EncodingDetector.Resolve(context.Encoding, value);
        _isOwn = _decoder.TryDecode(encoding, value, _frames, out var error);
        var isDecoded = _isOwn || _detectors.TryDecode(context, value, _frames, ref error, ref encoding);
        Encoding = encoding;
        detail = error.Detail;
        return isDecoded ? FindViews(ref detail) : error.Reason;
    }

    /// <inheritdoc/>
    public void AddTo(RecordBatch batch, in RecordOrigin origin)
    {
        var lift = (LiftBatch)batch;
        if (_frames.IsList)
            lift.MarkList();
        var oldest = _context.Deadline.Oldest;
        for (var i = 0; i < _frames.Count; i++)
        {
            var frame = _frames[i];
            // A frame that is already late needs no rows. A frame that becomes late while the batch waits is dropped before inference.
            var number = frame.HasFrameNumber ? frame.FrameNumber : origin.Offset;
            var timestampMs = frame.HasTimestamp ? frame.TimestampMs : origin.TimestampMs ?? _context.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            var rejected = lift.RejectedPeople;
            var (view, isAssumed) = _views[i];
            var isCalibrated = _calibratedRows is not null && view.Camera is not null;
            var writer = (isCalibrated ? _calibratedRows! : _rows).WriterFor(lift.RowsOf(isCalibrated));
            if (!lift.AddFrame(frame.Stream, number, timestampMs, oldest, isCalibrated))
            {
                if (_context.WithKeypoints)
                    (lift.LastFrame.InputLayout, lift.LastFrame.Image) = (frame.Layout, isAssumed ? default : (view.Width, view.Height));
                writer.Add(lift, frame, view, IsNormalised(frame));
            }

            if (lift.RejectedPeople > rejected)
                _context.Telemetry.RejectedPeople.Report(frame, number);
        }

        _watch?.CompareTimes(_frames[_frames.Count - 1], origin.TimestampMs);
    }

    private Rejection FindViews(ref string detail)
    {
        if (_views.Length < _frames.Count)
            _views = new (CameraView, bool)[Math.Max(_frames.Count, 2 * _views.Length)];
        for (var i = 0; i < _frames.Count; i++)
        {
            var rejection = _cameras.TryFind(_frames[i], out var view, out var problem) ? Inspect(_frames[i], view, out problem) : Rejection.NoCamera;
            _views[i] = (view, _cameras.IsAssumed);
            if (rejection == Rejection.None)
                continue;
            detail = _frames.IsList ? $"frame {i + 1} of {_frames.Count}: {problem}" : problem;
            return rejection;
        }

        return Rejection.None;
    }

    private Rejection Inspect(KeypointFrame frame, in CameraView view, out string problem)
    {
        problem = "";
        var isNormalised = IsNormalised(frame);
        if (isNormalised && _cameras.IsAssumed)
        {
            problem = "image is missing: normalised coordinates need the image's size; send \"image\", or set --image WxH";
            return Rejection.MissingField;
        }

        if (_watch is null || !_watch.Count(frame.Stream))
            return Rejection.None;
        // Where the features need no size, an assumed one says nothing.
        var isKnown = !_cameras.IsAssumed || _cameras.NeedsImage;
        var camera = view.Camera?.Intrinsics;
        var image = new FrameImage(
            isKnown ? view.Width : 0,
            isKnown ? view.Height : 0,
            _cameras.IsAssumed && _cameras.NeedsImage,
            camera is not null && view.Width != view.Height && (camera.Width, camera.Height) == (view.Height, view.Width),
            isNormalised ? view.Width : 1,
            isNormalised ? view.Height : 1
        );
        return _watch.Look(frame, image, _context.MinScore ?? frame.Layout.MinScore, out problem) == Suspect.None ? Rejection.None : Rejection.Suspect;
    }

    // The readers of other tools' records make pixels of normalised coordinates themselves.
    private bool IsNormalised(KeypointFrame frame) => frame.IsNormalised || (_context.Normalised && _isOwn);
}
