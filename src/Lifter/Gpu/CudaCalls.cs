using System.Runtime.InteropServices;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// Functions of the CUDA driver API. ONNX Runtime does not copy asynchronously between host and device, so this program calls the driver for that. It uses the
/// driver's library and not the CUDA runtime, because every machine with a GPU has the driver under one name for all CUDA versions. Names, types and constants
/// are from cuda.h. Its macros map the plain names to those ending in <c>_v2</c>.
/// </summary>
internal static unsafe class CudaCalls
{
    /// <summary>CU_STREAM_NON_BLOCKING.</summary>
    public const uint NonBlockingStream = 1;

    /// <summary>CU_EVENT_BLOCKING_SYNC | CU_EVENT_DISABLE_TIMING: a waiting thread sleeps, which leaves the core to the Kafka client.</summary>
    public const uint BlockingSyncEvent = 1 | 2;

    private const string Library = "nvcuda";

    static CudaCalls() =>
        NativeLibrary.SetDllImportResolver(typeof(CudaCalls).Assembly, static (name, _, _) => name == Library ? NativeLibrary.Load(FileName) : 0);

    /// <summary>The file name of the driver's library on this operating system.</summary>
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
    public static extern int StreamWait(nint stream, nint eventHandle, uint flags);

    [DllImport(Library, EntryPoint = "cuStreamSynchronize")]
    public static extern int StreamSynchronize(nint stream);

    [DllImport(Library, EntryPoint = "cuEventCreate")]
    public static extern int EventCreate(out nint eventHandle, uint flags);

    [DllImport(Library, EntryPoint = "cuEventDestroy_v2")]
    public static extern int EventDestroy(nint eventHandle);

    [DllImport(Library, EntryPoint = "cuEventRecord")]
    public static extern int EventRecord(nint eventHandle, nint stream);

    [DllImport(Library, EntryPoint = "cuEventSynchronize")]
    public static extern int EventSynchronize(nint eventHandle);

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

    /// <summary>Throws if a driver call failed.</summary>
    /// <exception cref="CudaException">The call failed. The message has the operation, the driver's error name and its description.</exception>
    public static void Check(int result, string operation)
    {
        if (result == 0)
            return;
        var name = ErrorName(result, out var pointer) == 0 ? Marshal.PtrToStringUTF8(pointer) : $"error {result}";
        var text = ErrorText(result, out pointer) == 0 ? Marshal.PtrToStringUTF8(pointer) : "no description";
        throw new CudaException($"{operation}: {name} ({text})");
    }
}

/// <summary>A call to NVIDIA's driver failed, or the driver is missing.</summary>
internal sealed class CudaException(string message) : Exception(message);
