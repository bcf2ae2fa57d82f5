using System.Runtime.InteropServices;
using StreamLift.Poses;

namespace StreamLift.Datasets.Hdf5;

/// <summary>Finds the system's HDF5 library, once. It is not safe to use from two threads: every use holds <see cref="Gate"/>.</summary>
internal static class Hdf5Library
{
    public static readonly Lock Gate = new();

    // Debian and Ubuntu call the library without MPI hdf5_serial; 103 is HDF5 1.10, 200 1.12, 310 1.14.
    private static readonly string[] Names =
    [
        "libhdf5_serial.so.103", "libhdf5_serial.so.310", "libhdf5_serial.so", "libhdf5.so.310", "libhdf5.so.200", "libhdf5.so.103", "libhdf5.so",
        "libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib", "hdf5.dll",
    ];

    private static nint _handle;
    private static bool _resolving;

    /// <summary>HDF5's own name for "double in this machine's memory"; reading converts to it from whatever the file has.</summary>
    public static long NativeDouble { get; private set; }

    /// <summary>Call with <see cref="Gate"/> held. Throws <see cref="ConfigurationException"/> where there is no library, or one that is too old.</summary>
    public static void Load()
    {
        if (_handle != 0)
            return;
        var handle = Find(Names);
        if (!_resolving)
            NativeLibrary.SetDllImportResolver(typeof(Hdf5Native).Assembly, (name, _, _) => name == Hdf5Native.Library ? handle : 0);
        _resolving = true; // once a process, even where the next lines throw
        Hdf5Native.H5open();
        Hdf5Native.H5get_libversion(out var major, out var minor, out _);
        if ((major, minor).CompareTo((1u, 10u)) < 0)
            throw new ConfigurationException($"the HDF5 library on this machine is {major}.{minor}; reading .h5 files takes 1.10 or later: apt-get install libhdf5-103-1");
        // Its own error stack would go to stderr, tens of lines a failure; and a file must not make it load filter plug-ins.
        Hdf5Native.H5Eset_auto2(0, 0, 0);
        Hdf5Native.H5PLset_loading_state(0);
        NativeDouble = Marshal.ReadInt64(NativeLibrary.GetExport(handle, "H5T_NATIVE_DOUBLE_g"));
        _handle = handle;
    }

    internal static nint Find(IReadOnlyList<string> names)
    {
        foreach (var name in names)
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        throw new ConfigurationException(
            "reading .h5 files takes the HDF5 library, which is not on this machine: "
            + "apt-get install libhdf5-103-1 (or libhdf5-dev; elsewhere dnf install hdf5, brew install hdf5)");
    }
}
