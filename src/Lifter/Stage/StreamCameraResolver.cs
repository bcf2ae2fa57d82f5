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
/// Finds the camera view of a frame, as far as the model's features need it. The image size: the frame's own, else that of the stream's camera in
/// <c>--cameras</c>, else <c>--image</c>, else the size that the model was trained with. The camera: that of <c>--cameras</c>, else Human3.6M's own for a
/// stream named as a recorded one. Poll thread only; no allocation for a stream seen before.
/// </summary>
internal sealed class StreamCameraResolver
{
    private const int MaxStreams = 10_000;

    private readonly IPoseFeatures _features;
    private readonly CameraCatalogue? _cameras;
    private readonly CameraView _default;
    private readonly Dictionary<byte[], (CameraView View, string? Problem)> _byStream = new(new Utf8Comparer());

    public StreamCameraResolver(string image, ModelCard card, CameraCatalogue? cameras)
    {
        _features = FeatureCatalogue.Find(card.Features) ?? throw new ArgumentException($"features {card.Features.Name} are not known", nameof(card));
        _cameras = _features.NeedsCamera ? cameras ?? CameraCatalogue.BuiltIn : cameras;
        var sides = image.Split('x');
        _default =
            image.Length == 0
                ? new CameraView(card.ImageSize[0], card.ImageSize[1], null)
                : new CameraView(int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[1], CultureInfo.InvariantCulture), null);
    }

    /// <summary>The frame's view; or, in one line, what is missing: <see cref="Rejection.NoCamera"/>.</summary>
    public bool TryFind(KeypointFrame frame, out CameraView view, out string problem)
    {
        problem = "";
        var isSized = frame.Width > 0;
        if (!_features.NeedsCamera && (isSized || _cameras is null))
        {
            view = isSized ? new CameraView(frame.Width, frame.Height, null) : _default;
            return true;
        }

        var found = OfStream(frame.Stream);
        view = isSized ? found.View with { Width = frame.Width, Height = frame.Height } : found.View;
        problem = found.Problem ?? "";
        return found.Problem is null;
    }

    private (CameraView View, string? Problem) OfStream(ReadOnlySpan<byte> stream)
    {
        var streams = _byStream.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (streams.TryGetValue(stream, out var found))
            return found;
        var camera = _cameras!.Find(Encoding.UTF8.GetString(stream));
        found =
            camera is not null ? (CameraView.Of(camera), null)
            : _features.NeedsCamera
                ? (default, $"the model's features '{_features.Name}' take a camera, and stream {QuotedExcerpt.Of(stream)} has none: give it one in --cameras")
            : (_default, null);
        if (_byStream.Count == MaxStreams)
            _byStream.Clear(); // streams may come and go without end
        streams[stream] = found;
        return found;
    }
}
