using System.Globalization;
using System.Text;
using StreamLift.Lifter.Suspicion;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.ModelCards;
using StreamLift.Wire;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Lifter.Stage;

/// <summary>
/// Finds the camera view of a frame, as far as the model's features need it. The image size is the frame's own, otherwise that of the stream's camera in
/// <c>--cameras</c>, otherwise <c>--image</c>, otherwise the size that the model was trained with. The camera is that of <c>--cameras</c>, otherwise the
/// Human3.6M camera of a stream that is named like a recorded one. Where streams with a camera have a model of their own, the view of a stream has a camera
/// exactly if there is one: that decides the model, so it depends on the stream and the settings only. Only the poll thread may use it. A known stream causes
/// no allocation.
/// </summary>
internal sealed class StreamCameraResolver
{
    private const int MaxStreams = 10_000;

    private readonly IPoseFeatures _features;
    private readonly CameraCatalogue? _cameras;
    private readonly CameraView _defaultView;
    private readonly bool _isDefaultAssumed;
    private readonly bool _isCameraOptional; // a stream without one has another model
    private readonly bool _hasOwnCameras;
    private readonly RecentStreams<StreamView> _recent = new();
    private readonly Dictionary<byte[], StreamView> _viewsByStream = new(new Utf8Comparer());

    /// <param name="image">The image size of frames and cameras that do not state it. Empty selects that of the card.</param>
    /// <param name="card">The card of the model of all streams, or of those without a camera.</param>
    /// <param name="cameras">The user's cameras; null: none were given.</param>
    /// <param name="findsAll">Whether streams with a camera have a model of their own, so that each stream's camera is needed.</param>
    public StreamCameraResolver(string image, ModelCard card, CameraCatalogue? cameras, bool findsAll = false)
    {
        _features = FeatureCatalogue.Find(card.Features) ?? throw new ArgumentException($"features {card.Features.Name} are unknown", nameof(card));
        (_isCameraOptional, _hasOwnCameras) = (findsAll, cameras is not null);
        _cameras = _features.NeedsCamera || findsAll ? cameras ?? CameraCatalogue.BuiltIn : cameras;
        _isDefaultAssumed = image.Length == 0;
        var sides = image.Split('x');
        _defaultView =
            image.Length == 0
                ? new CameraView(card.ImageSize[0], card.ImageSize[1], null)
                : new CameraView(int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[1], CultureInfo.InvariantCulture), null);
    }

    /// <summary>Whether the size of the frame that was found last is only the one that the model was trained with: nobody gave it.</summary>
    public bool IsAssumed { get; private set; }

    /// <summary>Whether the model's features need the size of the image.</summary>
    public bool NeedsImage => _features.NeedsImage;

    /// <summary>Is told of the streams without a camera, where others have one. Null: nobody is told.</summary>
    public StreamLines? Missing { get; init; }

    /// <summary>Returns the frame's view, or a one-line problem for <see cref="Rejection.NoCamera"/>.</summary>
    public bool TryFind(KeypointFrame frame, out CameraView view, out string problem)
    {
        problem = "";
        var isSized = frame.Width > 0;
        if (!_features.NeedsCamera && !_isCameraOptional && (isSized || _cameras is null))
        {
            view = isSized ? new CameraView(frame.Width, frame.Height, null) : _defaultView;
            IsAssumed = !isSized && _isDefaultAssumed;
            return true;
        }

        var found = FindByStream(frame.Stream);
        view = isSized ? found.View with { Width = frame.Width, Height = frame.Height } : found.View;
        problem = found.Problem ?? "";
        IsAssumed = !isSized && _isDefaultAssumed && found.View.Camera is null;
        return found.Problem is null;
    }

    private StreamView FindByStream(ReadOnlySpan<byte> stream)
    {
        if (_recent.Find(stream) is { } recent)
            return recent;
        var streams = _viewsByStream.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!streams.TryGetValue(stream, out var name, out var found))
        {
            if (_viewsByStream.Count == MaxStreams)
            {
                _viewsByStream.Clear(); // The number of streams over time is unlimited.
                _recent.Clear();
            }

            name = stream.ToArray();
            _viewsByStream[name] = found = Resolve(stream);
        }

        _recent.Add(name, found);
        return found;
    }

    private StreamView Resolve(ReadOnlySpan<byte> stream)
    {
        if (_cameras!.Find(Encoding.UTF8.GetString(stream)) is { } camera)
            return new StreamView(CameraView.Of(camera), null);
        if (_features.NeedsCamera)
            return new StreamView(
                default,
                $"the model's features '{_features.Name}' need a camera, and stream {QuotedExcerpt.Of(stream)} has none; add one to --cameras"
            );
        if (_isCameraOptional && _hasOwnCameras)
            Missing?.Tell(
                QuotedExcerpt.Of(stream),
                "has no camera in --cameras or --rig: the model for streams without a camera lifts it, less exactly; name the stream there"
            );
        return new StreamView(_defaultView, null);
    }

    private sealed record StreamView(CameraView View, string? Problem);
}
