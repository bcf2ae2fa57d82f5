using StreamLift.Lanes;
using StreamLift.Wire.Reading;

namespace StreamLift.Lifter.Stage;

/// <summary>Counts and tells of frames that have no rig, or not the rig of their record, where the rig is the key. Thread-safe.</summary>
public sealed class RiglessStreams
{
    private readonly Lock _lock = new();
    private readonly StreamCounts _frames = new();
    private readonly StreamLines _lines = new("no further streams are named; streamlift.frames.rigless counts the frames of those without a rig");

    /// <summary>Takes the line of each stream; null says nothing.</summary>
    public Action<string>? Say
    {
        get => _lines.Say;
        set => _lines.Say = value;
    }

    /// <summary>The frames by stream; those of further streams under an empty name.</summary>
    public IReadOnlyList<(string Stream, long Frames)> Counts
    {
        get
        {
            lock (_lock)
                return [.. _frames.Read()];
        }
    }

    /// <summary>Counts a frame of a stream that belongs to no rig. The first of each stream is told.</summary>
    /// <param name="stream">The stream, UTF-8.</param>
    /// <param name="isNew">Whether the caller has not seen the stream before, or not for long.</param>
    public void Add(ReadOnlySpan<byte> stream, bool isNew)
    {
        lock (_lock)
            _frames.Add(stream, 1);
        if (isNew)
            _lines.Tell(
                QuotedExcerpt.Of(stream),
                "belongs to no rig: its poses go out with the stream as key, and are counted in streamlift.frames.rigless; name the stream as a camera of a "
                    + "rig in --rig"
            );
    }

    /// <summary>Tells, once for each pair, of a record that holds frames of two rigs.</summary>
    public void AddMixed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> other) =>
        _lines.Tell(
            $"{QuotedExcerpt.Of(first)} and {QuotedExcerpt.Of(other)}",
            "of different rigs are in one record, which has the key of the first: fuse then sees a rig in several partitions; send each rig's frames in "
                + "records of their own"
        );
}
