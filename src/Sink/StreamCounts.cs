using System.Text;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Wire;
using StreamLift.Wire.Reading;

namespace StreamLift.Sink;

/// <summary>
/// Counts late frames by stream, for so many streams that a metric bears them as tags: the first ones have a count each, all further ones, and those
/// of long names, one together. Nothing is allocated for a stream that was counted before. One thread at a time.
/// </summary>
internal sealed class StreamCounts
{
    private const int MostStreams = 100;
    private const int LongestName = 128;

    private readonly Dictionary<byte[], int> _places = new(new Utf8Comparer());
    private readonly List<(byte[] Stream, long Frames)> _counts = [];
    private long _others;

    /// <summary>Counts a batch's late frames.</summary>
    public void Add(LiftBatch batch)
    {
        if (batch.LateFrames == 0)
            return;
        foreach (ref readonly var arrival in batch.Records)
        foreach (ref readonly var frame in batch.FramesOf(arrival))
            if (frame.IsLate)
                Add(batch.Bytes(frame.Stream), 1);
    }

    /// <summary>Adds other counts.</summary>
    public void Add(StreamCounts other)
    {
        foreach (var (stream, frames) in other._counts)
            Add(stream, frames);
        _others += other._others;
    }

    /// <summary>Each stream's name and its frames; the others' name is empty, as no stream's is.</summary>
    public IEnumerable<(string Stream, long Frames)> Read()
    {
        foreach (var (stream, frames) in _counts)
            yield return (Encoding.UTF8.GetString(stream), frames);
        if (_others > 0)
            yield return ("", _others);
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _places.Clear();
        _counts.Clear();
        _others = 0;
    }

    private void Add(ReadOnlySpan<byte> stream, long frames)
    {
        if (_places.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(stream, out var place))
        {
            _counts[place] = (_counts[place].Stream, _counts[place].Frames + frames);
        }
        else if (_counts.Count == MostStreams || stream.Length > LongestName)
        {
            _others += frames;
        }
        else
        {
            var name = stream.ToArray();
            _places[name] = _counts.Count;
            _counts.Add((name, frames));
        }
    }
}
