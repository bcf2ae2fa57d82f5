using System.Text;
using StreamLift.Poses;

namespace StreamLift.Datasets.Numpy;

/// <summary>Evaluates the calls of a pickle (REDUCE, BUILD) for arrays, element types, numbers and bytes. Other calls are refused by name.</summary>
internal static class PickleCalls
{
    public static PickleGlobal Resolve(string module, string name) =>
        (module.Replace("numpy._core", "numpy.core", StringComparison.Ordinal), name) switch
        {
            ("numpy", "ndarray") => PickleGlobal.Array,
            ("numpy", "dtype") => PickleGlobal.Type,
            ("numpy.core.multiarray", "_reconstruct") => PickleGlobal.Reconstruct,
            ("numpy.core.multiarray", "scalar") => PickleGlobal.Scalar,
            ("numpy.core.numeric", "_frombuffer") => PickleGlobal.FromBuffer,
            ("_codecs", "encode") => PickleGlobal.Encode,
            _ => throw new InvalidDataException(
                $"refused: the pickle uses {OneLine.Of(module)}.{OneLine.Of(name)}; only dictionaries, lists, text, numbers and arrays are "
                    + "allowed. Nothing was executed"
            ),
        };

    public static object Reduce(object? callee, object? arguments) =>
        (callee, arguments) switch
        {
            (PickleGlobal.Reconstruct, object?[] { Length: 3 } a) when a[0] is PickleGlobal.Array => new NumpyArray(),
            (PickleGlobal.Type, object?[] { Length: >= 1 } a) when a[0] is string name => new PickledType(NumpyType.Parse(name)),
            (PickleGlobal.Scalar, object?[] { Length: 2 } a)
                when a[0] is PickledType { Type.IsObject: false } t && Raw(a[1]) is { } raw && raw.Length == t.Type.Size => t.Type.Read(raw),
            (PickleGlobal.FromBuffer, object?[] { Length: 4 } a) when a[1] is PickledType t && Raw(a[0]) is { } raw => Filled(
                Shape(a[2]),
                t.Type,
                a[3] is "F",
                raw
            ),
            (PickleGlobal.Encode, object?[] { Length: 2 } a) when a[0] is string text => Encoding.Latin1.GetBytes(text),
            (PickleGlobal g, _) => throw new InvalidDataException($"the pickle builds a NumPy {g} in an invalid way"),
            _ => throw new InvalidDataException("refused: the pickle calls something other than a NumPy constructor"),
        };

    public static void Build(object? target, object? state)
    {
        switch (target, state)
        {
            case (NumpyArray array, object?[] { Length: 5 } s) when s[2] is PickledType { Type.IsObject: true } && s[4] is List<object?> values:
                array.Fill(Shape(s[1]), values);
                break;
            case (NumpyArray array, object?[] { Length: 5 } s) when s[2] is PickledType type && Raw(s[4]) is { } raw:
                array.Fill(Shape(s[1]), type.Type, s[3] is true, raw);
                break;
            case (PickledType type, object?[] { Length: >= 4 } s) when s[1] is string order && s[3] is null:
                type.Type = type.Type with { BigEndian = order == ">" };
                break;
            default:
                throw new InvalidDataException("refused: the pickle sets the state of something other than an array of numbers");
        }
    }

    private static NumpyArray Filled(int[] shape, NumpyType type, bool fortran, byte[] raw)
    {
        var array = new NumpyArray();
        array.Fill(shape, type, fortran, raw);
        return array;
    }

    // Python 2 wrote the bytes of an array as text. Latin-1 converts them back.
    private static byte[]? Raw(object? value) =>
        value switch
        {
            byte[] bytes => bytes,
            string text => Encoding.Latin1.GetBytes(text),
            _ => null,
        };

    private static int[] Shape(object? value) =>
        value is object?[] { Length: <= 8 } lengths && Array.TrueForAll(lengths, l => l is long and >= 0 and <= int.MaxValue)
            ? Array.ConvertAll(lengths, l => (int)(long)l!)
            : throw new InvalidDataException("the shape of an array is not a tuple of up to 8 integers");
}

/// <summary>A NumPy element type during unpickling. It is mutable, because the byte order comes after the object was referenced.</summary>
internal sealed class PickledType(NumpyType type)
{
    public NumpyType Type { get; set; } = type;
}
