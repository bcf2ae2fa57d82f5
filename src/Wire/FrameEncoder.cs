using System.Text;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>Encodes keypoint frames, for producers. Allocates nothing once its buffer has grown. Not thread-safe.</summary>
public sealed class FrameEncoder
{
    private readonly WireBuffer _buffer = new();
    private readonly WireBuffer _nested = new(); // one frame of a Protobuf list, which is written after its length
    private Skeleton? _layout; // the layout of the last frame, and its name
    private byte[] _layoutName = [];

    /// <summary>
    /// Encodes a frame. JSON rounds pixels to 0.01 px and keeps scores exactly; Protobuf keeps both. A joint that was not seen stays not seen.
    /// </summary>
    /// <returns>The message, valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(WireEncoding encoding, KeypointFrame frame)
    {
        _buffer.Clear();
        Write(encoding, _buffer, frame);
        return _buffer.Written;
    }

    /// <summary>Encodes a list of frames, also when there is only one. Rounds like a single frame.</summary>
    /// <returns>The message, valid until the next call.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no frame; decoders reject an empty list.</exception>
    public ReadOnlySpan<byte> Encode(WireEncoding encoding, KeypointFrames frames)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frames.Count);
        _buffer.Clear();
        for (var i = 0; i < frames.Count; i++)
        {
            if (encoding == WireEncoding.Json)
            {
                _buffer.Append(i == 0 ? (byte)'[' : (byte)',');
                Write(encoding, _buffer, frames[i]);
                continue;
            }
            _nested.Clear();
            Write(encoding, _nested, frames[i]);
            _buffer.AppendBytes(ListTags.Frame, _nested.Written);
        }
        if (encoding == WireEncoding.Json)
            _buffer.Append((byte)']');
        return _buffer.Written;
    }

    private void Write(WireEncoding encoding, WireBuffer to, KeypointFrame frame)
    {
        if (!ReferenceEquals(_layout, frame.Layout))
            (_layout, _layoutName) = (frame.Layout, Encoding.UTF8.GetBytes(frame.Layout.Name));
        if (encoding == WireEncoding.Json)
            JsonFrameWriter.WriteFrame(to, frame, _layoutName);
        else
            ProtobufFrameWriter.WriteFrame(to, frame, _layoutName);
    }
}
