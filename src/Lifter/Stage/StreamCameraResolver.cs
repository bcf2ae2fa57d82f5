using System.Globalization;
using System.Text;
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
/// Human3.6M camera of a stream that is named like a recorded one. Only the poll thread may use it. A known stream causes no allocation.
/// </summary>
internal sealed class StreamCameraResolver
{
    private const int MaxStreams = 10_000;

    private readonly IPoseFeatures _features;
    private readonly CameraCatalogue? _cameras;
    private readonly CameraView _defaultView;
    private readonly bool _isDefaultAssumed;
    private readonly Dictionary<byte[], (CameraView View, string? Problem)> _viewsByStream = new(new Utf8Comparer());

    public StreamCameraResolver(string image, ModelCard card, CameraCatalogue? cameras)
    {
        _features = FeatureCatalogue.Find(card.Features) ?? throw new ArgumentException($"features {card.Features.Name} are unknown", nameof(card));
        _cameras = _features.NeedsCamera ? cameras ?? CameraCatalogue.BuiltIn : cameras;
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

    /// <summary>Returns the frame's view, or a one-line problem for <see cref="Rejection.NoCamera"/>.</summary>
    public bool TryFind(KeypointFrame frame, out CameraView view, out string problem)
    {
        problem = "";
        var isSized = frame.Width > 0;
        if (!_features.NeedsCamera && (isSized || _cameras is null))
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

    private (CameraView View, string? Problem) FindByStream(ReadOnlySpan<byte> stream)
    {
        var streams = _viewsByStream.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (streams.TryGetValue(stream, out var found))
            return found;
        var camera = _cameras!.Find(Encoding.UTF8.GetString(stream));
        found =
            camera is not null ? (CameraView.Of(camera), null)
            : _features.NeedsCamera
                ? (default, $"the model's features '{_features.Name}' need a camera, and stream {QuotedExcerpt.Of(stream)} has none; add one to --cameras")
            : (_defaultView, null);
        if (_viewsByStream.Count == MaxStreams)
            _viewsByStream.Clear(); // The number of streams over time is unlimited.
        streams[stream] = found;
        return found;
    }
}
