using System.Runtime.InteropServices;

namespace StreamLift.Datasets.Hdf5;

/// <summary>The few functions of HDF5's C interface (1.10 or later: identifiers are 64 bits) that reading a dataset takes. Negative: failed.</summary>
internal static unsafe partial class Hdf5Native
{
    public const string Library = "hdf5";

    [LibraryImport(Library)]
    public static partial int H5open();

    [LibraryImport(Library)]
    public static partial int H5get_libversion(out uint major, out uint minor, out uint release);

    [LibraryImport(Library)]
    public static partial int H5Eset_auto2(long stack, nint function, nint data);

    [LibraryImport(Library)]
    public static partial int H5PLset_loading_state(uint mask);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Fopen(string path, uint flags, long access);

    [LibraryImport(Library)]
    public static partial int H5Fclose(long file);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int H5Lexists(long location, string name, long access);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Dopen2(long location, string name, long access);

    [LibraryImport(Library)]
    public static partial int H5Dclose(long dataset);

    [LibraryImport(Library)]
    public static partial long H5Dget_space(long dataset);

    [LibraryImport(Library)]
    public static partial int H5Sclose(long space);

    [LibraryImport(Library)]
    public static partial int H5Sget_simple_extent_ndims(long space);

    [LibraryImport(Library)]
    public static partial int H5Sget_simple_extent_dims(long space, ulong* lengths, ulong* largest);

    [LibraryImport(Library)]
    public static partial int H5Dread(long dataset, long memoryType, long memorySpace, long fileSpace, long transfer, void* into);
}
