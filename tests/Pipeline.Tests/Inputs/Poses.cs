using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.Inputs;

/// <summary>The lifted people by stream and frame: 51 numbers each; none for a person who was not lifted.</summary>
internal sealed class Poses
{
    private readonly Dictionary<string, SortedDictionary<long, List<float[]>>> _streams = [];

    /// <summary>The frames of a stream.</summary>
    public IReadOnlyDictionary<long, List<float[]>> this[string stream] =>
        _streams.TryGetValue(stream, out var frames) ? frames : throw new KeyNotFoundException($"{stream} is none of {string.Join(", ", _streams.Keys)}");

    /// <summary>Adds a frame; one that comes twice is an error.</summary>
    public void Add(PoseFrame frame)
    {
        if (!_streams.TryGetValue(frame.StreamName, out var frames))
            _streams[frame.StreamName] = frames = [];
        frames.Add(frame.FrameNumber, [.. Enumerable.Range(0, frame.PersonCount).Select(person => frame.Joints(person).ToArray())]);
    }
}
