namespace StreamLift.Wire.Reading;

/// <summary>Bytes behind each other in one array that grows to the largest message seen and stays.</summary>
internal sealed class WireBuffer
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Free room, at least so much of it. What is filled of it is then advanced over.</summary>
    public Span<byte> Room(int atLeast)
    {
        if (_bytes.Length - Length < atLeast)
            Array.Resize(ref _bytes, Math.Max(Length + atLeast, 2 * _bytes.Length));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Append(byte one)
    {
        Room(1)[0] = one;
        Length++;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }
}
