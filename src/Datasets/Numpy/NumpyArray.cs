using System.Runtime.InteropServices;

namespace StreamLift.Datasets.Numpy;

/// <summary>An array of a file: raw bytes with type and shape, or a list of values for NumPy's object arrays. The reader fills it once.</summary>
internal sealed class NumpyArray
{
    private byte[] _data = [];
    private NumpyType _type = new('f', 4, false);
    private bool _fortran;
    private bool _taken;

    public int[] Shape { get; private set; } = [0];

    /// <summary>The values of an object array, else null.</summary>
    public List<object?>? Objects { get; private set; }

    /// <summary>Throws <see cref="InvalidDataException"/> if the number of bytes does not match the shape and type.</summary>
    public void Fill(int[] shape, NumpyType type, bool fortran, byte[] data)
    {
        if (type.IsObject || Count(shape) * type.Size != data.Length)
            throw new InvalidDataException($"an array of shape ({string.Join(", ", shape)}) has {data.Length:N0} bytes");
        (Shape, _type, _fortran, _data) = (shape, type, fortran, data);
    }

    public void Fill(int[] shape, List<object?> values)
    {
        if (Count(shape) != values.Count)
            throw new InvalidDataException($"an array of shape ({string.Join(", ", shape)}) has {values.Count:N0} values");
        (Shape, Objects) = (shape, values);
    }

    /// <summary>
    /// All numbers in C order (the last index varies fastest), for either order in the file. The raw bytes are released, so that a large array is in
    /// memory once. A second call is refused, because a hostile pickle can refer to one array a million times.
    /// </summary>
    public float[] TakeFloats()
    {
        var values = new float[Take()];
        if (!_fortran && _type is { Kind: 'f', Size: 4, BigEndian: false })
            MemoryMarshal.Cast<byte, float>(_data).CopyTo(values);
        else
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)Number(i);
        _data = [];
        return values;
    }

    /// <summary>All numbers as doubles in C order. As <see cref="TakeFloats"/> otherwise; of 64-bit integers those below 2^53 are exact.</summary>
    public double[] TakeDoubles()
    {
        var values = new double[Take()];
        for (var i = 0; i < values.Length; i++)
            values[i] = Number(i);
        _data = [];
        return values;
    }

    // the number of numbers
    private int Take()
    {
        if (Objects is not null)
            throw new InvalidDataException("an array contains objects; expected are numbers");
        if (_taken)
            throw new InvalidDataException("the file uses one array for two sequences");
        _taken = true;
        return _data.Length / _type.Size;
    }

    private double Number(int place) => _type.Read(_data.AsSpan((_fortran ? FortranIndex(place) : place) * _type.Size));

    /// <summary>
    /// The number of elements. Throws <see cref="InvalidDataException"/> for a negative length, or if there are more elements than an array can have.
    /// </summary>
    public static long Count(int[] shape)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            // A length of 0 counts as 1 here, so that (0, 2^31, 2^31) does not bypass the limit.
            if (length < 0 || (count *= Math.Max(1, length)) > int.MaxValue)
                throw new InvalidDataException($"an array has the impossible shape ({string.Join(", ", shape)})");
        }
        return Array.IndexOf(shape, 0) >= 0 ? 0 : count;
    }

    private int FortranIndex(int c)
    {
        var (index, stride) = (0, _data.Length / _type.Size);
        for (var axis = Shape.Length - 1; axis >= 0; axis--)
        {
            stride /= Shape[axis];
            index += c % Shape[axis] * stride;
            c /= Shape[axis];
        }
        return index;
    }
}
