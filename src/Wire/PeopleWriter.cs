using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>
/// Writes people frames: <see cref="Begin"/>, <see cref="Camera"/> for each camera, <see cref="Person"/> for each person, <see cref="End"/>. JSON has two
/// decimals (0.01 mm, 0.01 px), and times in the digits that they need; Protobuf has the exact numbers. Allocates nothing once its buffer has grown.
/// Not thread-safe.
/// </summary>
public sealed class PeopleWriter
{
    private readonly WireBuffer _buffer = new();
    private WireEncoding _encoding;
    private int _cameras;
    private int _people;

    /// <summary>Starts a message and discards the one before.</summary>
    /// <param name="encoding">The encoding of the message.</param>
    /// <param name="rigUtf8">The rig's name, UTF-8.</param>
    /// <param name="sequence">0, 1, 2 … of this rig.</param>
    /// <param name="timestampMs">The instant, Unix ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant is not finite.</exception>
    public void Begin(WireEncoding encoding, ReadOnlySpan<byte> rigUtf8, long sequence, double timestampMs)
    {
        CheckTime(timestampMs);
        (_encoding, _cameras, _people) = (encoding, 0, 0);
        _buffer.Clear();
        if (encoding == WireEncoding.Json)
            JsonPeopleWriter.Begin(_buffer, rigUtf8, sequence, timestampMs);
        else
            ProtobufPeopleWriter.Begin(_buffer, rigUtf8, sequence, timestampMs);
    }

    /// <summary>Adds a camera whose frame took part.</summary>
    /// <param name="streamUtf8">The camera's stream, UTF-8.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="timestampMs">The frame's capture time, Unix ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not finite.</exception>
    /// <exception cref="InvalidOperationException">A person was added before.</exception>
    public void Camera(ReadOnlySpan<byte> streamUtf8, long frame, double timestampMs)
    {
        CheckTime(timestampMs);
        if (_people > 0)
            throw new InvalidOperationException("the cameras come before the people");
        if (_encoding == WireEncoding.Json)
            JsonPeopleWriter.WriteCamera(_buffer, _cameras == 0, streamUtf8, frame, timestampMs);
        else
            ProtobufPeopleWriter.WriteCamera(_buffer, streamUtf8, frame, timestampMs);
        _cameras++;
    }

    /// <summary>Adds a person, unless it has a number that is not finite, which JSON cannot express.</summary>
    /// <param name="person">The person.</param>
    /// <returns>Whether the person was added.</returns>
    public bool Person(in WorldPerson person)
    {
        if (NonFinite.IndexIn(person.Joints) >= 0 || NonFinite.IndexIn(person.Sigma) >= 0 || NonFinite.IndexIn(person.Smooth) >= 0)
            return false;
        if (_encoding == WireEncoding.Json)
        {
            if (_people == 0)
                JsonPeopleWriter.BeginPeople(_buffer);
            JsonPeopleWriter.WritePerson(_buffer, _people == 0, person);
        }
        else
        {
            ProtobufPeopleWriter.WritePerson(_buffer, person);
        }

        _people++;
        return true;
    }

    /// <summary>Ends the message.</summary>
    /// <returns>The message, valid until the next <see cref="Begin"/>.</returns>
    public ReadOnlySpan<byte> End()
    {
        if (_encoding == WireEncoding.Json)
        {
            if (_people == 0)
                JsonPeopleWriter.BeginPeople(_buffer);
            JsonPeopleWriter.End(_buffer);
        }

        return _buffer.Written;
    }

    private static void CheckTime(double timestampMs)
    {
        if (!double.IsFinite(timestampMs))
            throw new ArgumentOutOfRangeException(nameof(timestampMs), timestampMs, "the time must be finite");
    }
}
