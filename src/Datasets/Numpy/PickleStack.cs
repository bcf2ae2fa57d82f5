namespace StreamLift.Datasets.Numpy;

/// <summary>The stack of the pickle machine, with its marks and its memo.</summary>
internal sealed class PickleStack
{
    private readonly List<object?> _values = [];
    private readonly Stack<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];

    public void Push(object? value) => _values.Add(value);

    public void Mark() => _marks.Push(_values.Count);

    public object? Peek() => _values.Count > Floor ? _values[^1] : throw Underflow();

    public object? Pop()
    {
        var value = Peek();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <summary>Removes and returns the values above the last mark, and removes the mark.</summary>
    public object?[] PopToMark()
    {
        if (!_marks.TryPop(out var mark))
            throw Underflow();
        var values = _values[mark..].ToArray();
        _values.RemoveRange(mark, _values.Count - mark);
        return values;
    }

    /// <summary>Removes and returns the last <paramref name="count"/> values, in the order in which they were pushed.</summary>
    public object?[] Pop(int count)
    {
        if (_values.Count - count < Floor)
            throw Underflow();
        var values = _values[^count..].ToArray();
        _values.RemoveRange(_values.Count - count, count);
        return values;
    }

    public void Memoize() => StoreMemo(_memo.Count);

    public void StoreMemo(long place) => _memo[place] = Peek();

    public void PushMemo(long place) =>
        Push(_memo.TryGetValue(place, out var value) ? value : throw new InvalidDataException("the pickle refers to a memo entry that does not exist"));

    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    private static InvalidDataException Underflow() => new("the pickle takes values from an empty stack");
}
