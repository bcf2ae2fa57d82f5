using StreamLift.Wire.Json;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Wire;

/// <summary>
/// Writes lifted frames: <see cref="Begin"/>, a <see cref="Person"/> for each, <see cref="End"/>. One thread at a time; allocates nothing
/// once its buffer has grown. JSON has two decimals (0.01 mm), Protobuf the floats as they are.
/// </summary>
public sealed class PoseWriter
{
    private readonly WireBuffer _buffer = new();
    private WireEncoding _encoding;
    private bool _first;

    /// <summary>Starts a message; what was written before is gone.</summary>
    /// <param name="encoding">How to write it.</param>
    /// <param name="streamUtf8">As it came in.</param>
    /// <param name="frame">As it came in.</param>
    /// <param name="timestampMs">As it came in.</param>
    /// <param name="modelUtf8">The model's name, <c>@</c> and the start of its file's hash.</param>
    public void Begin(WireEncoding encoding, ReadOnlySpan<byte> streamUtf8, long frame, long timestampMs, ReadOnlySpan<byte> modelUtf8)
    {
        (_encoding, _first) = (encoding, true);
        _buffer.Clear();
        if (encoding == WireEncoding.Json)
            JsonPoseWriter.Begin(_buffer, streamUtf8, frame, timestampMs, modelUtf8);
        else
            ProtobufPoseWriter.Begin(_buffer, streamUtf8, frame, timestampMs, modelUtf8);
    }

    /// <summary>Adds a person.</summary>
    /// <param name="id">As it came in.</param>
    /// <param name="score">As it came in; NaN: none.</param>
    /// <param name="joints">
    /// x, y, z of each of the 17 joints, mm from the hip; empty: too little was seen to lift. Taken as empty if a number is not finite, for
    /// which JSON has no word.
    /// </param>
    /// <param name="sigma">One for each joint, mm; empty: none. Taken as empty like the joints.</param>
    public void Person(long id, float score, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma)
    {
        joints = NonFinite.IndexIn(joints) < 0 ? joints : [];
        sigma = NonFinite.IndexIn(sigma) < 0 ? sigma : [];
        if (_encoding == WireEncoding.Json)
            JsonPoseWriter.Person(_buffer, _first, id, score, joints, sigma);
        else
            ProtobufPoseWriter.Person(_buffer, id, score, joints, sigma);
        _first = false;
    }

    /// <summary>Ends the message.</summary>
    /// <returns>It, valid until the next <see cref="Begin"/>.</returns>
    public ReadOnlySpan<byte> End()
    {
        if (_encoding == WireEncoding.Json)
            JsonPoseWriter.End(_buffer);
        return _buffer.Written;
    }
}
