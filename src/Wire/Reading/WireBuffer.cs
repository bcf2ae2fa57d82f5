namespace StreamLift.Wire.Reading;

/// <summary>A growing array of bytes that is kept from message to message.</summary>
internal sealed class WireBuffer
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>The free part of the array, of at least this many bytes. <see cref="Advance"/> then takes those that were written.</summary>
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
