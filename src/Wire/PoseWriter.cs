using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>
/// Writes lifted frames: <see cref="Begin"/>, a <see cref="Person"/> for each, <see cref="End"/>. Or lists of them: <see cref="BeginList"/>, for each frame
/// <see cref="BeginFrame"/>, its people and <see cref="EndFrame"/>, then <see cref="EndList"/>. One thread at a time; allocates nothing
/// once its buffer has grown. JSON has two decimals (0.01 mm), Protobuf the floats as they are.
/// </summary>
public sealed class PoseWriter
{
    private readonly WireBuffer _buffer = new();
    private readonly WireBuffer _nested = new(); // a list's frame in Protobuf, whose length goes before it
    private WireEncoding _encoding;
    private WireBuffer _frame;
    private bool _isFirstPerson;
    private bool _isFirstFrame;

    /// <summary>Makes one, with buffers that grow as they are needed.</summary>
    public PoseWriter() => _frame = _buffer;

    /// <summary>Starts a message of one frame; what was written before is gone.</summary>
    /// <param name="encoding">How to write it.</param>
    /// <param name="streamUtf8">As it came in.</param>
    /// <param name="frame">As it came in.</param>
    /// <param name="timestampMs">As it came in.</param>
    /// <param name="modelUtf8">The model's name, <c>@</c> and the start of its file's hash.</param>
    public void Begin(WireEncoding encoding, ReadOnlySpan<byte> streamUtf8, long frame, long timestampMs, ReadOnlySpan<byte> modelUtf8)
    {
        (_encoding, _frame) = (encoding, _buffer);
        _buffer.Clear();
        Start(streamUtf8, frame, timestampMs, modelUtf8);
    }

    /// <summary>Starts a message of several frames; what was written before is gone.</summary>
    /// <param name="encoding">How to write it.</param>
    public void BeginList(WireEncoding encoding)
    {
        (_encoding, _isFirstFrame, _frame) = (encoding, true, encoding == WireEncoding.Json ? _buffer : _nested);
        _buffer.Clear();
        if (encoding == WireEncoding.Json)
            _buffer.Append((byte)'[');
    }

    /// <summary>Starts a list's next frame.</summary>
    /// <param name="streamUtf8">As it came in.</param>
    /// <param name="frame">As it came in.</param>
    /// <param name="timestampMs">As it came in.</param>
    /// <param name="modelUtf8">The model's name, <c>@</c> and the start of its file's hash.</param>
    public void BeginFrame(ReadOnlySpan<byte> streamUtf8, long frame, long timestampMs, ReadOnlySpan<byte> modelUtf8)
    {
        if (_encoding == WireEncoding.Protobuf)
            _nested.Clear();
        else if (!_isFirstFrame)
            _buffer.Append((byte)',');
        _isFirstFrame = false;
        Start(streamUtf8, frame, timestampMs, modelUtf8);
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
            JsonPoseWriter.Person(_frame, _isFirstPerson, id, score, joints, sigma);
        else
            ProtobufPoseWriter.Person(_frame, id, score, joints, sigma);
        _isFirstPerson = false;
    }

    /// <summary>Ends the message of one frame.</summary>
    /// <returns>It, valid until the next <see cref="Begin"/>.</returns>
    public ReadOnlySpan<byte> End()
    {
        if (_encoding == WireEncoding.Json)
            JsonPoseWriter.End(_buffer);
        return _buffer.Written;
    }

    /// <summary>Ends a list's frame.</summary>
    public void EndFrame()
    {
        if (_encoding == WireEncoding.Json)
            JsonPoseWriter.End(_buffer);
        else
            _buffer.AppendBytes(ListTags.Frame, _nested.Written);
    }

    /// <summary>Ends the message of several frames.</summary>
    /// <returns>It, valid until the next <see cref="BeginList"/>.</returns>
    public ReadOnlySpan<byte> EndList()
    {
        if (_encoding == WireEncoding.Json)
            _buffer.Append((byte)']');
        return _buffer.Written;
    }

    private void Start(ReadOnlySpan<byte> stream, long frame, long timestampMs, ReadOnlySpan<byte> model)
    {
        _isFirstPerson = true;
        if (_encoding == WireEncoding.Json)
            JsonPoseWriter.Begin(_frame, stream, frame, timestampMs, model);
        else
            ProtobufPoseWriter.Begin(_frame, stream, frame, timestampMs, model);
    }
}
