using StreamLift.Poses;

namespace StreamLift.Datasets.Hdf5;

/// <summary>An .h5 file, open for reading. Everything wrong with it is a <see cref="ConfigurationException"/> that names the file.</summary>
internal sealed unsafe class Hdf5File : IDisposable
{
    private const int MostDimensions = 32; // HDF5's own limit

    private readonly string _path;
    private readonly long _file;

    public Hdf5File(string path)
    {
        _path = path;
        if (!File.Exists(path))
            throw new ConfigurationException($"{path} does not exist");
        lock (Hdf5Library.Gate)
        {
            Hdf5Library.Load();
            _file = Hdf5Native.H5Fopen(path, 0, 0);
        }
        if (_file < 0)
            throw new ConfigurationException($"{path} is no HDF5 file, or it is cut short: copy it again");
    }

    /// <summary>Whether there is a group or dataset at a path such as "subject9/camera1".</summary>
    public bool Has(string name)
    {
        lock (Hdf5Library.Gate)
        {
            // HDF5 wants every step asked for by itself.
            for (var at = 0; at >= 0 && at < name.Length;)
            {
                at = name.IndexOf('/', at + 1);
                if (Hdf5Native.H5Lexists(_file, at < 0 ? name : name[..at], 0) <= 0)
                    return false;
            }
            return true;
        }
    }

    /// <summary>All numbers of a dataset in C order, converted to double, and its lengths.</summary>
    public (int[] Shape, double[] Values) Read(string name)
    {
        lock (Hdf5Library.Gate)
        {
            var dataset = Hdf5Native.H5Dopen2(_file, name, 0);
            if (dataset < 0)
                throw new ConfigurationException($"{_path} has no dataset {name}, or it is damaged");
            try
            {
                var shape = Shape(dataset, name);
                var values = new double[shape.Aggregate(1, (count, length) => count * length)];
                fixed (double* into = values)
                {
                    if (values.Length > 0 && Hdf5Native.H5Dread(dataset, Hdf5Library.NativeDouble, 0, 0, 0, into) < 0)
                        throw new ConfigurationException($"{_path}: dataset {name} holds no numbers, or is cut short or damaged");
                }
                return (shape, values);
            }
            finally
            {
                Hdf5Native.H5Dclose(dataset);
            }
        }
    }

    public void Dispose()
    {
        lock (Hdf5Library.Gate)
            Hdf5Native.H5Fclose(_file);
    }

    private int[] Shape(long dataset, string name)
    {
        var space = Hdf5Native.H5Dget_space(dataset);
        try
        {
            var lengths = stackalloc ulong[MostDimensions];
            var dimensions = Hdf5Native.H5Sget_simple_extent_ndims(space);
            if (dimensions is < 0 or > MostDimensions || Hdf5Native.H5Sget_simple_extent_dims(space, lengths, null) < 0)
                throw new ConfigurationException($"{_path}: dataset {name} has no plain shape");
            var shape = new int[dimensions];
            var count = 1L;
            for (var i = 0; i < dimensions; i++)
            {
                if (lengths[i] > int.MaxValue || (count *= Math.Max(1, (long)lengths[i])) > Array.MaxLength / sizeof(double))
                    throw new ConfigurationException($"{_path}: dataset {name} claims to be too large for memory");
                shape[i] = (int)lengths[i];
            }
            SizeGuard.Check(count * sizeof(double), new FileInfo(_path).Length, $"dataset {name}");
            return shape;
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException($"{_path}: {e.Message}");
        }
        finally
        {
            Hdf5Native.H5Sclose(space);
        }
    }
}
