using System.Globalization;
using System.Text;
using StreamLift.Poses;

namespace StreamLift.Ingest;

/// <summary>
/// The image's size for a frame that doesn't give its own: that of the stream's camera where <c>--cameras</c> has it, else
/// <c>--image</c>, else the size that the model was trained with. Poll thread only.
/// </summary>
internal sealed class ImageSizes
{
    private readonly CameraCatalogue? _cameras;
    private readonly (int Width, int Height) _otherwise;
    private readonly Dictionary<string, (int, int)> _byStream = [];
    private byte[] _lastStream = [];
    private (int, int) _lastSize;

    public ImageSizes(string image, ModelCard card, CameraCatalogue? cameras)
    {
        _cameras = cameras;
        var sides = image.Split('x');
        _otherwise = image.Length == 0
            ? (card.ImageSize[0], card.ImageSize[1])
            : (int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Width and height, px.</summary>
    public (int Width, int Height) Of(ReadOnlySpan<byte> stream)
    {
        if (_cameras is null) return _otherwise;
        if (stream.SequenceEqual(_lastStream)) return _lastSize;
        _lastStream = stream.ToArray();
        var name = Encoding.UTF8.GetString(stream);
        if (!_byStream.TryGetValue(name, out var size))
        {
            size = _cameras.Find(name) is { } camera ? (camera.Intrinsics.Width, camera.Intrinsics.Height) : _otherwise;
            if (_byStream.Count == 10_000) _byStream.Clear(); // streams may come and go for ever
            _byStream.Add(name, size);
        }

        return _lastSize = size;
    }
}
