using StreamLift.Capture.Views;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Fuser.Stage;

/// <summary>Decodes pose records with keypoints and adds each camera's people to a batch. Only the poll thread may use it.</summary>
internal sealed class PoseRecordDecoder(FuseStageContext context) : IRecordDecoder
{
    private const int MaxStreams = 10_000;

    private readonly PoseDecoder _decoder = new();
    private readonly PoseFrames _frames = new();
    private readonly PoseFrameCheck _check = new(context.Layouts, context.Limits);
    private readonly ViewFiller _filler = new(context.MinScore);
    private readonly Dictionary<byte[], StreamEntry> _streams = new(new Utf8Comparer());

    /// <summary>Not known before the instant is closed: of a record whose people are too large for the topic, the dead letter has no body.</summary>
    public long MaxOutputBytes => 0;

    /// <inheritdoc/>
    public WireEncoding Encoding { get; private set; }

    /// <inheritdoc/>
    public Rejection Decode(in RecordContext context, ReadOnlySpan<byte> value, out string detail)
    {
        Encoding = EncodingDetector.Resolve(context.Encoding, value);
        var error = _check.Size(value.Length);
        if (!error.IsError && _decoder.TryDecode(Encoding, value, _frames, out error))
            error = _check.Frames(_frames);
        detail = error.Detail ?? "";
        return error.Reason;
    }

    /// <inheritdoc/>
    public void AddTo(RecordBatch batch, in RecordOrigin origin)
    {
        var fuse = (FuseBatch)batch;
        for (var i = 0; i < _frames.Count; i++)
        {
            var frame = _frames[i];
            var stream = EntryOf(frame, out var isNew);
            var added = fuse.AddFrame();
            added.Camera = stream.Camera;
            if (stream.Camera is not { } camera)
            {
                context.Telemetry.AddUnplaced(frame.Stream, isNew);
                continue;
            }

            if (_check.LayoutOf(frame) is { } layout && (stream.Map is null || !ReferenceEquals(stream.Map.From, layout)))
                stream.Map = context.Layouts.Map(layout, Skeletons.H36m17);
            stream.Map ??= context.Layouts.Map(Skeletons.H36m17, Skeletons.H36m17);
            var image = camera.Rig.Rig.Cameras[camera.Index].Camera.Intrinsics;
            if (!stream.IsShapeSaid && ViewFiller.IsOtherShape(frame, image))
            {
                stream.IsShapeSaid = true;
                context.Telemetry.Say(
                    $"stream {QuotedExcerpt.Of(frame.Stream)}: its images have {frame.Width} x {frame.Height} px, and its camera is calibrated for "
                        + $"{image.Width} x {image.Height} px, another shape: keypoints are scaled all the same, and "
                        + "will be wrong if the image was cut or turned"
                );
            }

            _filler.Fill(added.View, frame, camera.Index, image, stream.Map);
            fuse.AddViews(added.View.Count);
        }
    }

    private StreamEntry EntryOf(PoseFrame frame, out bool isNew)
    {
        var streams = _streams.GetAlternateLookup<ReadOnlySpan<byte>>();
        isNew = !streams.TryGetValue(frame.Stream, out var entry);
        if (!isNew)
            return entry!;
        if (_streams.Count == MaxStreams)
            _streams.Clear(); // the number of streams over time is unlimited
        return streams[frame.Stream] = new StreamEntry(context.Rigs.Find(frame.StreamName));
    }
}
