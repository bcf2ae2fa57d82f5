namespace StreamLift.Wire.Messages;

/// <summary>A growing array of text, UTF-8, that is kept from message to message.</summary>
internal sealed class TextArena
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public void Clear() => _length = 0;

    public ReadOnlySpan<byte> Slice((int Start, int Count) text) => _bytes.AsSpan(text.Start, text.Count);

    /// <summary>The free part of the array, of at least this many bytes. <see cref="Add(int)"/> then takes those that were written.</summary>
    public Span<byte> Reserve(int atLeast)
    {
        if (_bytes.Length - _length < atLeast)
            Array.Resize(ref _bytes, Math.Max(_length + atLeast, 2 * _bytes.Length));
        return _bytes.AsSpan(_length);
    }

    public (int Start, int Count) Add(int written)
    {
        var start = _length;
        _length += written;
        return (start, written);
    }

    public (int Start, int Count) Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        return Add(text.Length);
    }
}
