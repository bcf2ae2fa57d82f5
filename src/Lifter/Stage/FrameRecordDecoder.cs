using StreamLift.Lanes;
using StreamLift.Lifter.Models;
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

    private readonly LiftStageContext _context;
    private readonly FrameDecoder _decoder;
    private readonly DetectorRecords _detectors;
    private readonly StreamCameraResolver _cameras;
    private readonly KeypointFrames _frames = new();
    private CameraView[] _views = new CameraView[1];
    private LifterModel? _model; // the model that _rows was created for
    private RowWriter? _rows;

    public FrameRecordDecoder(LiftStageContext context)
    {
        _context = context;
        _decoder = new FrameDecoder(context.Layouts, context.Limits, context.Strict);
        _detectors = new DetectorRecords(context);
        _cameras = new StreamCameraResolver(context.Image, context.Models.Current.Card, context.Cameras);
    }

    /// <inheritdoc/>
    public long MaxOutputBytes
    {
        get
        {
            var size = 0L;
            for (var i = 0; i < _frames.Count; i++)
                size += MaxFrameBytes + _frames[i].Stream.Length + ((long)MaxPersonBytes * _frames[i].PersonCount);
            return size;
        }
    }

    /// <inheritdoc/>
    public WireEncoding Encoding { get; private set; }

    /// <inheritdoc/>
    public Rejection Decode(in RecordContext context, ReadOnlySpan<byte> value, out string detail)
    {
        var encoding = EncodingDetector.Resolve(context.Encoding, value);
        var isDecoded = _decoder.TryDecode(encoding, value, _frames, out var error) || _detectors.TryDecode(context, value, _frames, ref error, ref encoding);
        Encoding = encoding;
        detail = error.Detail;
        return isDecoded ? FindViews(ref detail) : error.Reason;
    }

    /// <inheritdoc/>
    public void AddTo(RecordBatch batch, in RecordOrigin origin)
    {
        var lift = (LiftBatch)batch;
        if (lift.FilledFor is null)
            BeginBatch(lift);
        if (_frames.IsList)
            lift.MarkList();
        var oldest = _context.Deadline.Oldest;
        for (var i = 0; i < _frames.Count; i++)
        {
            var frame = _frames[i];
            // A frame that is already late needs no rows. A frame that becomes late while the batch waits is dropped before inference.
            var number = frame.HasFrameNumber ? frame.FrameNumber : origin.Offset;
            var timestampMs = frame.HasTimestamp ? frame.TimestampMs : origin.TimestampMs ?? _context.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            if (!lift.AddFrame(frame.Stream, number, timestampMs, oldest))
                _rows!.Add(lift, frame, _views[i]);
        }
    }

    // A batch keeps the model that is current when it begins.
    private void BeginBatch(LiftBatch batch)
    {
        batch.FilledFor = _context.Models.Acquire();
        if (ReferenceEquals(batch.FilledFor, _model))
            return;
        _model = batch.FilledFor;
        _rows = new RowWriter(_context.Layouts, _model);
    }

    private Rejection FindViews(ref string detail)
    {
        if (_views.Length < _frames.Count)
            _views = new CameraView[Math.Max(_frames.Count, 2 * _views.Length)];
        for (var i = 0; i < _frames.Count; i++)
        {
            if (_cameras.TryFind(_frames[i], out _views[i], out var problem))
                continue;
            detail = _frames.IsList ? $"frame {i + 1} of {_frames.Count}: {problem}" : problem;
            return Rejection.NoCamera;
        }

        return Rejection.None;
    }
}
