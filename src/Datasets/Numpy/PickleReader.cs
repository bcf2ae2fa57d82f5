using System.Globalization;
using System.Text;

namespace StreamLift.Datasets.Numpy;

/// <summary>
/// Reads pickles of protocols 0 to 5 that contain only dictionaries, lists, tuples, text, numbers and NumPy arrays. A pickle is a program that can
/// call any function. This reader has no functions to call, so it refuses such a file (<see cref="InvalidDataException"/> with the name of the
/// function). Values are Dictionary&lt;object, object?&gt;, List&lt;object?&gt;, object?[] (tuple), string, long, double, bool, byte[], null and <see
/// cref="NumpyArray"/>.
/// </summary>
internal sealed class PickleReader
{
    // Human3.6M with four cameras takes 13,000 steps. A step makes at most one small value, so this limits the memory that a hostile file can use.
    private const int MostSteps = 1_000_000;

    private readonly PickleInput _input;
    private readonly PickleStack _stack = new();

    private PickleReader(PickleInput input) => _input = input;

    public static object? Read(Stream stream, long length) => new PickleReader(new PickleInput(stream, length)).Run();

    private object? Run()
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var code = _input.Byte();
            if (code == '.')
                return _stack.Pop();
            if (!Value(code) && !Container(code) && !Machine(code))
                throw new InvalidDataException($"refused: the pickle has the instruction 0x{code:x2}, which plain data does not need");
        }
        throw new InvalidDataException($"the pickle has more than {MostSteps:N0} steps");
    }

    private bool Value(byte code)
    {
        object? value;
        switch ((char)code)
        {
            case 'N':
                value = null;
                break;
            case '\x88':
                value = true;
                break;
            case '\x89':
                value = false;
                break;
            case 'J':
                value = (long)_input.Int32();
                break;
            case 'K':
                value = (long)_input.Byte();
                break;
            case 'M':
                value = (long)_input.UInt16();
                break;
            case 'I' or 'L':
                value = _input.IntegerLine();
                break;
            case '\x8a':
                value = _input.Long(_input.Byte());
                break;
            case '\x8b':
                value = _input.Long(_input.UInt32());
                break;
            case 'G':
                value = _input.Double();
                break;
            case 'F':
                value = double.TryParse(_input.Line(), CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
                break;
            case 'T':
                value = Encoding.Latin1.GetString(_input.Bytes(_input.UInt32()));
                break;
            case 'U':
                value = Encoding.Latin1.GetString(_input.Bytes(_input.Byte()));
                break;
            case 'X':
                value = _input.Utf8(_input.UInt32());
                break;
            case '\x8c':
                value = _input.Utf8(_input.Byte());
                break;
            case '\x8d':
                value = _input.Utf8(_input.UInt64());
                break;
            case 'V':
                value = _input.Line();
                break;
            case 'B':
                value = _input.Bytes(_input.UInt32());
                break;
            case 'C':
                value = _input.Bytes(_input.Byte());
                break;
            case '\x8e' or '\x96':
                value = _input.Bytes(_input.UInt64());
                break;
            case 'c':
                value = PickleCalls.Resolve(_input.Line(), _input.Line());
                break;
            default:
                return false;
        }
        _stack.Push(value);
        return true;
    }

    private bool Container(byte code)
    {
        switch ((char)code)
        {
            case ']':
                _stack.Push(new List<object?>());
                break;
            case '}':
                _stack.Push(new Dictionary<object, object?>());
                break;
            case ')':
                _stack.Push(Array.Empty<object?>());
                break;
            case 'l':
                _stack.Push(new List<object?>(_stack.PopToMark()));
                break;
            case 't':
                _stack.Push(_stack.PopToMark());
                break;
            case '\x85':
                _stack.Push(_stack.Pop(1));
                break;
            case '\x86':
                _stack.Push(_stack.Pop(2));
                break;
            case '\x87':
                _stack.Push(_stack.Pop(3));
                break;
            case 'd':
                Set(new Dictionary<object, object?>(), _stack.PopToMark(), push: true);
                break;
            case 'a':
                Append(_stack.Pop(1));
                break;
            case 'e':
                Append(_stack.PopToMark());
                break;
            case 's':
                Set(null, _stack.Pop(2), push: false);
                break;
            case 'u':
                Set(null, _stack.PopToMark(), push: false);
                break;
            default:
                return false;
        }
        return true;
    }

    private bool Machine(byte code)
    {
        switch ((char)code)
        {
            case '\x80':
                _input.Byte();
                break;
            case '\x95':
                _input.UInt64();
                break;
            case '(':
                _stack.Mark();
                break;
            case '0':
                _stack.Pop();
                break;
            case '1':
                _stack.PopToMark();
                break;
            case '2':
                _stack.Push(_stack.Peek());
                break;
            case 'p':
                _stack.StoreMemo(_input.IntegerLine());
                break;
            case 'q':
                _stack.StoreMemo(_input.Byte());
                break;
            case 'r':
                _stack.StoreMemo(_input.UInt32());
                break;
            case '\x94':
                _stack.Memoize();
                break;
            case 'g':
                _stack.PushMemo(_input.IntegerLine());
                break;
            case 'h':
                _stack.PushMemo(_input.Byte());
                break;
            case 'j':
                _stack.PushMemo(_input.UInt32());
                break;
            case '\x93' when _stack.Pop(2) is [string module, string name]:
                _stack.Push(PickleCalls.Resolve(module, name));
                break;
            case 'R' when _stack.Pop(2) is [var callee, var arguments]:
                _stack.Push(PickleCalls.Reduce(callee, arguments));
                break;
            case 'b' when _stack.Pop() is var state:
                PickleCalls.Build(_stack.Peek(), state);
                break;
            default:
                return false;
        }
        return true;
    }

    private void Append(object?[] values)
    {
        if (_stack.Peek() is not List<object?> list)
            throw new InvalidDataException("refused: the pickle appends to something other than a list");
        list.AddRange(values);
    }

    private void Set(Dictionary<object, object?>? into, object?[] pairs, bool push)
    {
        var dictionary = into ?? _stack.Peek() as Dictionary<object, object?>;
        if (dictionary is null || pairs.Length % 2 != 0)
            throw new InvalidDataException("refused: the pickle sets an item of something other than a dictionary");
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] is not (string or long or double or bool))
                throw new InvalidDataException("a key of a dictionary is neither text nor a number");
            dictionary[pairs[i]!] = pairs[i + 1];
        }
        if (push)
            _stack.Push(dictionary);
    }
}
