using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>
/// Writes pose frames. For one frame: <c>Begin</c>, <c>Person</c> for each person, <see cref="End"/>. For a list: <see cref="BeginList"/>,
/// then <c>BeginFrame</c>, its people and <see cref="EndFrame"/> for each frame, then <see cref="EndList"/>. JSON has two decimals (0.01 mm),
/// Protobuf the exact floats. Allocates nothing once its buffer has grown. Not thread-safe.
/// </summary>
public sealed class PoseWriter
{
    private readonly WireBuffer _buffer = new();
    private readonly WireBuffer _nested = new(); // one frame of a Protobuf list, which is written after its length
    private WireEncoding _encoding;
    private WireBuffer _frame;
    private bool _isFirstPerson;
    private bool _isFirstFrame;

    /// <summary>A writer with empty buffers that grow as needed.</summary>
    public PoseWriter() => _frame = _buffer;

    /// <summary>Starts a message of one frame and discards the message before.</summary>
    /// <param name="encoding">The encoding of the message.</param>
    /// <param name="streamUtf8">The stream of the keypoint frame, UTF-8.</param>
    /// <param name="frame">The number of the keypoint frame.</param>
    /// <param name="timestampMs">The capture time of the keypoint frame.</param>
    /// <param name="modelUtf8">The model's name, <c>@</c> and the start of the hash of its file, UTF-8.</param>
    public void Begin(WireEncoding encoding, ReadOnlySpan<byte> streamUtf8, long frame, long timestampMs, ReadOnlySpan<byte> modelUtf8) =>
        Begin(encoding, streamUtf8, frame, timestampMs, modelUtf8, default, 0, 0);

    /// <summary>Starts a message of one frame whose people have their keypoints, and discards the message before.</summary>
    /// <param name="encoding">The encoding of the message.</param>
    /// <param name="streamUtf8">The stream of the keypoint frame, UTF-8.</param>
    /// <param name="frame">The number of the keypoint frame.</param>
    /// <param name="timestampMs">The capture time of the keypoint frame.</param>
    /// <param name="modelUtf8">The model's name, <c>@</c> and the start of the hash of its file, UTF-8.</param>
    /// <param name="inputLayoutUtf8">The layout of the keypoints, UTF-8; empty for none.</param>
    /// <param name="width">The image's width, px; 0 when not known.</param>
    /// <param name="height">The image's height, px; 0 when not known.</param>
    public void Begin(
        WireEncoding encoding,
        ReadOnlySpan<byte> streamUtf8,
        long frame,
        long timestampMs,
        ReadOnlySpan<byte> modelUtf8,
        ReadOnlySpan<byte> inputLayoutUtf8,
        int width,
        int height
    )
    {
        (_encoding, _frame) = (encoding, _buffer);
        _buffer.Clear();
        Start(streamUtf8, frame, timestampMs, modelUtf8, inputLayoutUtf8, width, height);
    }

    /// <summary>Starts a message of a list of frames and discards the message before.</summary>
    /// <param name="encoding">The encoding of the message.</param>
    public void BeginList(WireEncoding encoding)
    {
        (_encoding, _isFirstFrame, _frame) = (encoding, true, encoding == WireEncoding.Json ? _buffer : _nested);
        _buffer.Clear();
        if (encoding == WireEncoding.Json)
            _buffer.Append((byte)'[');
    }

    /// <summary>Starts the next frame of a list.</summary>
    /// <param name="streamUtf8">The stream of the keypoint frame, UTF-8.</param>
    /// <param name="frame">The number of the keypoint frame.</param>
    /// <param name="timestampMs">The capture time of the keypoint frame.</param>
    /// <param name="modelUtf8">The model's name, <c>@</c> and the start of the hash of its file, UTF-8.</param>
    public void BeginFrame(ReadOnlySpan<byte> streamUtf8, long frame, long timestampMs, ReadOnlySpan<byte> modelUtf8) =>
        BeginFrame(streamUtf8, frame, timestampMs, modelUtf8, default, 0, 0);

    /// <summary>Starts the next frame of a list, whose people have their keypoints.</summary>
    /// <param name="streamUtf8">The stream of the keypoint frame, UTF-8.</param>
    /// <param name="frame">The number of the keypoint frame.</param>
    /// <param name="timestampMs">The capture time of the keypoint frame.</param>
    /// <param name="modelUtf8">The model's name, <c>@</c> and the start of the hash of its file, UTF-8.</param>
    /// <param name="inputLayoutUtf8">The layout of the keypoints, UTF-8; empty for none.</param>
    /// <param name="width">The image's width, px; 0 when not known.</param>
    /// <param name="height">The image's height, px; 0 when not known.</param>
    public void BeginFrame(
        ReadOnlySpan<byte> streamUtf8,
        long frame,
        long timestampMs,
        ReadOnlySpan<byte> modelUtf8,
        ReadOnlySpan<byte> inputLayoutUtf8,
        int width,
        int height
    )
    {
        if (_encoding == WireEncoding.Protobuf)
            _nested.Clear();
        else if (!_isFirstFrame)
            _buffer.Append((byte)',');
        _isFirstFrame = false;
        Start(streamUtf8, frame, timestampMs, modelUtf8, inputLayoutUtf8, width, height);
    }

    /// <summary>Adds a person.</summary>
    /// <param name="id">The id in the keypoint frame.</param>
    /// <param name="score">The score in the keypoint frame; NaN for none.</param>
    /// <param name="joints">
    /// x, y, z of each of the 17 joints, mm from the hip; empty when too few joints were seen to lift the person. Treated as empty when a number is not finite,
    /// which JSON cannot express.
    /// </param>
    /// <param name="sigma">The expected error of each joint, mm; empty for none. Treated as empty when a number is not finite.</param>
    public void Person(long id, float score, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma) => Person(id, score, joints, sigma, []);

    /// <summary>Adds a person with its keypoints.</summary>
    /// <param name="id">The id in the keypoint frame.</param>
    /// <param name="score">The score in the keypoint frame; NaN for none.</param>
    /// <param name="joints">As in the other overload.</param>
    /// <param name="sigma">As in the other overload.</param>
    /// <param name="keypoints">x, y (px) and score of each joint of the input layout; empty for none. JSON rounds x and y to 0.01 px.</param>
    public void Person(long id, float score, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma, ReadOnlySpan<float> keypoints)
    {
        joints = NonFinite.IndexIn(joints) < 0 ? joints : [];
        sigma = NonFinite.IndexIn(sigma) < 0 ? sigma : [];
        if (_encoding == WireEncoding.Protobuf)
        {
            ProtobufPoseWriter.WritePerson(_frame, id, score, joints, sigma, keypoints, []);
            return;
        }

        JsonPoseWriter.BeginPerson(_frame, _isFirstPerson, id, score);
        JsonPoseWriter.AppendPose(_frame, joints, sigma);
        JsonPoseWriter.EndPerson(_frame, keypoints);
        _isFirstPerson = false;
    }

    /// <summary>Adds a person that was rejected: it has no joints, and the reader is told why.</summary>
    /// <param name="id">The id in the keypoint frame.</param>
    /// <param name="score">The score in the keypoint frame; NaN for none.</param>
    /// <param name="reason">Why the person was rejected.</param>
    public void RejectedPerson(long id, float score, Rejection reason) => RejectedPerson(id, score, reason, []);

    /// <summary>Adds a person that was rejected, with its keypoints where they could be read.</summary>
    /// <param name="id">The id in the keypoint frame.</param>
    /// <param name="score">The score in the keypoint frame; NaN for none.</param>
    /// <param name="reason">Why the person was rejected.</param>
    /// <param name="keypoints">x, y (px) and score of each joint of the input layout; empty for none. JSON rounds x and y to 0.01 px.</param>
    public void RejectedPerson(long id, float score, Rejection reason, ReadOnlySpan<float> keypoints)
    {
        var name = RejectionNames.Utf8(reason);
        if (_encoding == WireEncoding.Protobuf)
        {
            ProtobufPoseWriter.WritePerson(_frame, id, score, [], [], keypoints, name);
            return;
        }

        JsonPoseWriter.BeginPerson(_frame, _isFirstPerson, id, score);
        JsonPoseWriter.AppendRejection(_frame, name);
        JsonPoseWriter.EndPerson(_frame, keypoints);
        _isFirstPerson = false;
    }

    /// <summary>Ends the message of one frame.</summary>
    /// <returns>The message, valid until the next <c>Begin</c>.</returns>
    public ReadOnlySpan<byte> End()
    {
        if (_encoding == WireEncoding.Json)
            JsonPoseWriter.End(_buffer);
        return _buffer.Written;
    }

    /// <summary>Ends a frame of a list.</summary>
    public void EndFrame()
    {
        if (_encoding == WireEncoding.Json)
            JsonPoseWriter.End(_buffer);
        else
            _buffer.AppendBytes(ListTags.Frame, _nested.Written);
    }

    /// <summary>Ends the message of a list of frames.</summary>
    /// <returns>The message, valid until the next <see cref="BeginList"/>.</returns>
    public ReadOnlySpan<byte> EndList()
    {
        if (_encoding == WireEncoding.Json)
            _buffer.Append((byte)']');
        return _buffer.Written;
    }

    private void Start(ReadOnlySpan<byte> stream, long frame, long timestampMs, ReadOnlySpan<byte> model, ReadOnlySpan<byte> inputLayout, int width, int height)
    {
        _isFirstPerson = true;
        if (_encoding == WireEncoding.Json)
        {
            JsonPoseWriter.Begin(_frame, stream, frame, timestampMs, model);
            JsonPoseWriter.AppendInput(_frame, inputLayout, width, height);
            JsonPoseWriter.BeginPeople(_frame);
        }
        else
        {
            ProtobufPoseWriter.Begin(_frame, stream, frame, timestampMs, model);
            ProtobufPoseWriter.AppendInput(_frame, inputLayout, width, height);
        }
    }
}
