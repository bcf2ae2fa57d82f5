using System.Text;
using StreamLift.Wire;
using StreamLift.Wire.Reading;

namespace StreamLift.Lanes;

/// <summary>
/// Counts frames by stream, for as many streams as a metric can have tags: the first ones have a count each; all further ones, and those with long names, share
/// one. Nothing is allocated for a stream that was counted before. One thread at a time.
/// </summary>
public sealed class StreamCounts
{
    private const int MaxStreams = 100;
    private const int MaxNameBytes = 128;

    private readonly Dictionary<byte[], int> _indexes = new(new Utf8Comparer());
    private readonly List<(byte[] Stream, long Frames)> _counts = [];
    private long _others;

    /// <summary>Counts frames of a stream.</summary>
    public void Add(ReadOnlySpan<byte> stream, long frames)
    {
        if (_indexes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(stream, out var index))
        {
            _counts[index] = (_counts[index].Stream, _counts[index].Frames + frames);
        }
        else if (_counts.Count == MaxStreams || stream.Length > MaxNameBytes)
        {
            _others += frames;
        }
        else
        {
            var name = stream.ToArray();
            _indexes[name] = _counts.Count;
            _counts.Add((name, frames));
        }
    }

    /// <summary>Adds other counts.</summary>
    public void Add(StreamCounts other)
    {
        foreach (var (stream, frames) in other._counts)
            Add(stream, frames);
        _others += other._others;
    }

    /// <summary>Each stream's name and its frames; the shared count comes last, under an empty name, which no stream has.</summary>
    public IEnumerable<(string Stream, long Frames)> Read()
    {
        foreach (var (stream, frames) in _counts)
            yield return (Encoding.UTF8.GetString(stream), frames);
        if (_others > 0)
            yield return ("", _others);
    }
}
