using System.Text;

namespace StreamLift.Rigs;

/// <summary>
/// Finds rigs by the UTF-8 names of streams, as they come in records: a stream that was looked up before needs no allocation, and of a flood of names only so
/// many are remembered. Rigs are then made anew: tell them apart by name. Not thread-safe.
/// </summary>
/// <param name="catalogue">The rigs.</param>
public sealed class RigLookup(RigCatalogue catalogue)
{
    /// <summary>How many streams are remembered.</summary>
    public const int MaxStreams = 10_000;

    private const int MaxNameBytes = 1024;

    private readonly Dictionary<byte[], RigMatch?> _streams = new(new NameComparer());
    private readonly Dictionary<string, (Rig Rig, byte[] Key)> _rigs = new(StringComparer.Ordinal);

    /// <summary>The rig and the camera of a stream; null where the stream belongs to no rig.</summary>
    /// <param name="streamUtf8">The stream's name, UTF-8.</param>
    public RigMatch? Find(ReadOnlySpan<byte> streamUtf8) => Find(streamUtf8, out _);

    /// <summary>The rig and the camera of a stream; null where the stream belongs to no rig.</summary>
    /// <param name="streamUtf8">The stream's name, UTF-8.</param>
    /// <param name="isNew">Whether the stream was not remembered.</param>
    public RigMatch? Find(ReadOnlySpan<byte> streamUtf8, out bool isNew)
    {
        isNew = false;
        var streams = _streams.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (streams.TryGetValue(streamUtf8, out var known))
            return known;
        isNew = true;
        if (_streams.Count == MaxStreams)
        {
            _streams.Clear();
            _rigs.Clear();
        }

        var match = Look(Encoding.UTF8.GetString(streamUtf8));
        if (streamUtf8.Length <= MaxNameBytes)
            streams[streamUtf8] = match;
        return match;
    }

    private RigMatch? Look(string stream)
    {
        if (catalogue.Find(stream) is not { } found)
            return null;
        // The streams of a rig share one object.
        if (!_rigs.TryGetValue(found.Rig.Name, out var rig))
            rig = (found.Rig, Encoding.UTF8.GetBytes(found.Rig.Name));
        if (stream.Length <= MaxNameBytes)
            _rigs[found.Rig.Name] = rig;
        return new RigMatch(rig.Rig, found.Camera, rig.Key);
    }
}

/// <summary>The rig that a stream belongs to.</summary>
/// <param name="Rig">The rig; its cameras are named as their streams.</param>
/// <param name="Camera">The index of the stream's camera in the rig.</param>
/// <param name="Key">The rig's name, UTF-8: the key of its records.</param>
public sealed record RigMatch(Rig Rig, int Camera, ReadOnlyMemory<byte> Key);
