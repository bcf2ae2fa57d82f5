using System.Runtime.InteropServices;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The functions of NVIDIA's driver that are needed beside ONNX Runtime, which doesn't copy between host and device asynchronously. The driver's library rather
/// than CUDA's runtime: it is there wherever a GPU is, under one name whatever CUDA's version. Names, types and constants: cuda.h; those ending in <c>_v2</c>
/// are what its macros make of the plain ones.
/// </summary>
internal static unsafe class CudaCalls
{
    /// <summary>CU_STREAM_NON_BLOCKING.</summary>
    public const uint NonBlockingStream = 1;

    /// <summary>CU_EVENT_BLOCKING_SYNC | CU_EVENT_DISABLE_TIMING: who waits sleeps, since the Kafka client wants the core.</summary>
    public const uint SleepingEvent = 1 | 2;

    private const string Library = "nvcuda";

    static CudaCalls() =>
        NativeLibrary.SetDllImportResolver(typeof(CudaCalls).Assembly, static (name, _, _) => name == Library ? NativeLibrary.Load(FileName) : 0);

    /// <summary>What the library is called here.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    [DllImport(Library, EntryPoint = "cuInit")]
    public static extern int Init(uint flags);

    [DllImport(Library, EntryPoint = "cuDeviceGetCount")]
    public static extern int DeviceGetCount(out int count);

    [DllImport(Library, EntryPoint = "cuDeviceGetName")]
    public static extern int DeviceGetName(byte* name, int length, int device);

    [DllImport(Library, EntryPoint = "cuDevicePrimaryCtxRetain")]
    public static extern int ContextRetain(out nint context, int device);

    [DllImport(Library, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    public static extern int ContextRelease(int device);

    [DllImport(Library, EntryPoint = "cuCtxSetCurrent")]
    public static extern int ContextSetCurrent(nint context);

    [DllImport(Library, EntryPoint = "cuStreamCreate")]
    public static extern int StreamCreate(out nint stream, uint flags);

    [DllImport(Library, EntryPoint = "cuStreamDestroy_v2")]
    public static extern int StreamDestroy(nint stream);

    [DllImport(Library, EntryPoint = "cuStreamWaitEvent")]
    public static extern int StreamWait(nint stream, nint happening, uint flags);

    [DllImport(Library, EntryPoint = "cuStreamSynchronize")]
    public static extern int StreamSynchronize(nint stream);

    [DllImport(Library, EntryPoint = "cuEventCreate")]
    public static extern int EventCreate(out nint happening, uint flags);

    [DllImport(Library, EntryPoint = "cuEventDestroy_v2")]
    public static extern int EventDestroy(nint happening);

    [DllImport(Library, EntryPoint = "cuEventRecord")]
    public static extern int EventRecord(nint happening, nint stream);

    [DllImport(Library, EntryPoint = "cuEventSynchronize")]
    public static extern int EventSynchronize(nint happening);

    [DllImport(Library, EntryPoint = "cuMemHostAlloc")]
    public static extern int HostAllocate(out nint memory, nuint bytes, uint flags);

    [DllImport(Library, EntryPoint = "cuMemFreeHost")]
    public static extern int HostFree(nint memory);

    [DllImport(Library, EntryPoint = "cuMemsetD8_v2")]
    public static extern int Fill(nint device, byte value, nuint bytes);

    [DllImport(Library, EntryPoint = "cuMemcpyHtoDAsync_v2")]
    public static extern int Upload(nint device, nint host, nuint bytes, nint stream);

    [DllImport(Library, EntryPoint = "cuMemcpyDtoHAsync_v2")]
    public static extern int Download(nint host, nint device, nuint bytes, nint stream);

    [DllImport(Library, EntryPoint = "cuGetErrorName")]
    public static extern int ErrorName(int error, out nint name);

    [DllImport(Library, EntryPoint = "cuGetErrorString")]
    public static extern int ErrorText(int error, out nint text);

    /// <summary>Throws where a call failed.</summary>
    /// <exception cref="CudaException">What failed, the driver's name and words for it.</exception>
    public static void Check(int result, string what)
    {
        if (result == 0)
            return;
        var name = ErrorName(result, out var at) == 0 ? Marshal.PtrToStringUTF8(at) : $"error {result}";
        var text = ErrorText(result, out at) == 0 ? Marshal.PtrToStringUTF8(at) : "no words for it";
        throw new CudaException($"{what}: {name} ({text})");
    }
}

/// <summary>A call of NVIDIA's driver failed, or there is none.</summary>
internal sealed class CudaException(string message) : Exception(message);
