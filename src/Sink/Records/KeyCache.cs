namespace StreamLift.Sink.Records;

/// <summary>
/// Keys as arrays, which the client's API asks for: a stream's key comes again with every frame, so an array is made once for each.
/// Direct-mapped: two keys on one place take turns there, at the price of an array each. Sink thread only.
/// </summary>
internal sealed class KeyCache
{
    private readonly byte[]?[] _places = new byte[1024][];

    /// <summary>An array with these bytes; nobody may write to it.</summary>
    public byte[] Get(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        ref var place = ref _places[hash.ToHashCode() & (_places.Length - 1)];
        if (place is null || !key.SequenceEqual(place))
            place = key.ToArray();
        return place;
    }
}
