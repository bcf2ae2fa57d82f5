using System.Text;
using StreamLift.Poses;
using StreamLift.Wire.Json;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Wire;

/// <summary>Writes keypoint frames, for producers. One thread at a time; allocates nothing once its buffer has grown.</summary>
public sealed class FrameEncoder
{
    private readonly WireBuffer _buffer = new();
    private Skeleton? _layout; // of the last frame, and its name
    private byte[] _layoutName = [];

    /// <summary>
    /// Writes a frame. JSON rounds pixels to 0.01 px and keeps scores exactly; Protobuf keeps both. A joint that was not seen goes out as such.
    /// </summary>
    /// <returns>The message, valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(WireEncoding encoding, KeypointFrame frame)
    {
        _buffer.Clear();
        if (!ReferenceEquals(_layout, frame.Layout))
            (_layout, _layoutName) = (frame.Layout, Encoding.UTF8.GetBytes(frame.Layout.Name));
        if (encoding == WireEncoding.Json)
            JsonFrameWriter.Write(_buffer, frame, _layoutName);
        else
            ProtobufFrameWriter.Write(_buffer, frame, _layoutName);
        return _buffer.Written;
    }
}
