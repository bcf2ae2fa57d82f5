using System.Text;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>Writes keypoint frames, for producers. One thread at a time; allocates nothing once its buffer has grown.</summary>
public sealed class FrameEncoder
{
    private readonly WireBuffer _buffer = new();
    private readonly WireBuffer _nested = new(); // a list's frame in Protobuf, whose length goes before it
    private Skeleton? _layout; // of the last frame, and its name
    private byte[] _layoutName = [];

    /// <summary>
    /// Writes a frame. JSON rounds pixels to 0.01 px and keeps scores exactly; Protobuf keeps both. A joint that was not seen goes out as such.
    /// </summary>
    /// <returns>The message, valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(WireEncoding encoding, KeypointFrame frame)
    {
        _buffer.Clear();
        Write(encoding, _buffer, frame);
        return _buffer.Written;
    }

    /// <summary>Writes a record of several frames, as a list even where it is one. Rounded like a frame alone.</summary>
    /// <returns>The message, valid until the next call.</returns>
    /// <exception cref="ArgumentException">There is no frame: such a list would be rejected.</exception>
    public ReadOnlySpan<byte> Encode(WireEncoding encoding, KeypointFrames frames)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frames.Count);
        _buffer.Clear();
        for (int place = 0; place < frames.Count; place++)
        {
            if (encoding == WireEncoding.Json)
            {
                _buffer.Append(place == 0 ? (byte)'[' : (byte)',');
                Write(encoding, _buffer, frames[place]);
                continue;
            }
            _nested.Clear();
            Write(encoding, _nested, frames[place]);
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
            JsonFrameWriter.Write(to, frame, _layoutName);
        else
            ProtobufFrameWriter.Write(to, frame, _layoutName);
    }
}
