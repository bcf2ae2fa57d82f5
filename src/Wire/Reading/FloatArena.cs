namespace StreamLift.Wire.Reading;

/// <summary>Rows of floats behind each other in one array that grows to the largest message seen and stays.</summary>
internal sealed class FloatArena
{
    private float[] _numbers = new float[4 * 3 * 17];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public Span<float> Row(int start, int count) => _numbers.AsSpan(start, count);

    /// <summary>Free room behind the last number, at least so much of it. What is filled of it is then taken.</summary>
    public Span<float> Reserve(int atLeast)
    {
        if (_numbers.Length - Length < atLeast)
            Array.Resize(ref _numbers, Math.Max(Length + atLeast, 2 * _numbers.Length));
        return _numbers.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;
}
