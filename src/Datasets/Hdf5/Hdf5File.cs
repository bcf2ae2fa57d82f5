using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;
using StreamLift.Poses;

namespace StreamLift.Datasets.Hdf5;

/// <summary>An open .h5 file. Each error is a <see cref="ConfigurationException"/> that names the file.</summary>
internal sealed class Hdf5File : IDisposable
{
    private readonly string _path;
    private readonly long _length;
    private readonly NativeFile _file;

    static Hdf5File()
    {
        H5Filter.Register(new BoundedDeflate());
        foreach (var filter in UnreadableFilter.All)
            H5Filter.Register(filter);
    }

    public Hdf5File(string path)
    {
        _path = path;
        if (!File.Exists(path))
            throw new ConfigurationException($"{path} does not exist");
        var stream = Guarded("can't be read", () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        try
        {
            _length = stream.Length;
            _file = Guarded("is not an HDF5 file, or is truncated: copy it again", () => H5File.Open(new GuardedStream(stream)));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file has a group or dataset with a path such as "subject9/camera1".</summary>
    public bool Has(string name) => Guarded($"is damaged at the location of {name}", () => _file.LinkExists(name));

    /// <summary>The shape of a dataset and its numbers in C order, converted to <typeparamref name="T"/>.</summary>
    public (int[] Shape, T[] Values) Read<T>(string name)
        where T : unmanaged, INumberBase<T>
    {
        var dataset = Guarded($"has no dataset {name}, or the dataset is damaged", () => (NativeDataset)_file.Get(name));
        var shape = Guarded($"has a dataset {name} with an unsupported shape", () => Shape(dataset, name));
        var values = new T[shape.Aggregate(1, (count, length) => count * length)];
        if (values.Length > 0)
            Guarded($"has a dataset {name} that contains no numbers, or is truncated or damaged", () => Read(dataset, values));
        return (shape, values);
    }

    public void Dispose() => _file.Dispose();

    // A dataset may have any number type. PureHDF reads each type only as itself.
    private static bool Read<T>(NativeDataset dataset, T[] values)
        where T : unmanaged, INumberBase<T> =>
        (dataset.Type.Class, dataset.Type.Size) switch
        {
            (H5DataTypeClass.FloatingPoint, 8) => Read<double, T>(dataset, values),
            (H5DataTypeClass.FloatingPoint, 4) => Read<float, T>(dataset, values),
            (H5DataTypeClass.FloatingPoint, 2) => Read<Half, T>(dataset, values),
            (H5DataTypeClass.FixedPoint, 8) => dataset.Type.FixedPoint.IsSigned ? Read<long, T>(dataset, values) : Read<ulong, T>(dataset, values),
            (H5DataTypeClass.FixedPoint, 4) => dataset.Type.FixedPoint.IsSigned ? Read<int, T>(dataset, values) : Read<uint, T>(dataset, values),
            (H5DataTypeClass.FixedPoint, 2) => dataset.Type.FixedPoint.IsSigned ? Read<short, T>(dataset, values) : Read<ushort, T>(dataset, values),
            (H5DataTypeClass.FixedPoint, 1) => dataset.Type.FixedPoint.IsSigned ? Read<sbyte, T>(dataset, values) : Read<byte, T>(dataset, values),
            var (kind, size) => throw new InvalidDataException($"{kind} of {size} bytes"),
        };

    private static bool Read<TStored, T>(NativeDataset dataset, T[] values)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T>
    {
        var chunks = new H5DatasetAccess(ChunkCache: new WholeDatasetCache((long)values.Length * dataset.Type.Size));
        if (typeof(T) == typeof(TStored))
        {
            dataset.Read(chunks, MemoryMarshal.Cast<T, TStored>(values.AsSpan()));
            return true;
        }
        var rented = ArrayPool<TStored>.Shared.Rent(values.Length); // recordings are large, and new memory costs more time than reading
        try
        {
            var stored = rented.AsSpan(0, values.Length);
            dataset.Read(chunks, stored);
            for (var i = 0; i < values.Length; i++)
                values[i] = T.CreateTruncating(stored[i]);
            return true;
        }
        finally
        {
            ArrayPool<TStored>.Shared.Return(rented);
        }
    }

    private int[] Shape(NativeDataset dataset, string name)
    {
        var lengths = dataset.Space.Dimensions;
        var shape = new int[lengths.Length];
        var count = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            if (lengths[i] > int.MaxValue || (count *= Math.Max(1, (long)lengths[i])) > Array.MaxLength / sizeof(double))
                throw new ConfigurationException($"{_path}: dataset {name} claims a size that is too large for memory");
            shape[i] = (int)lengths[i];
        }
        SizeGuard.Check(count * sizeof(double), _length, $"dataset {name}");
        return shape;
    }

    // PureHDF throws exceptions of any type for damaged files.
    private T Guarded<T>(string problem, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e.GetBaseException() is UnreadableFilterException unreadable)
        {
            throw new ConfigurationException($"{_path} is {unreadable.Message}");
        }
        catch (Exception e) when (e is not ConfigurationException)
        {
            throw new ConfigurationException($"{_path} {problem} ({OneLine.Of(e.GetBaseException().Message, 200)})");
        }
    }
}
