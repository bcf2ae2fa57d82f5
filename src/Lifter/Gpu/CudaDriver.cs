using System.Runtime.InteropServices;
using System.Text;

namespace StreamLift.Lifter.Gpu;

/// <summary>Checks NVIDIA's driver. This program uses the first GPU. CUDA_VISIBLE_DEVICES selects which GPU is the first.</summary>
internal static class CudaDriver
{
    /// <summary>The index of the GPU that this program uses.</summary>
    public const int Gpu = 0;

    /// <summary>Tells why no GPU is usable, or returns null if one is.</summary>
    public static string? Problem()
    {
        if (!NativeLibrary.TryLoad(CudaCalls.FileName, out _))
            return $"the NVIDIA driver is missing ({CudaCalls.FileName} was not found)";
        try
        {
            CudaCalls.Check(CudaCalls.Init(0), "the NVIDIA driver does not start");
            CudaCalls.Check(CudaCalls.DeviceGetCount(out var count), "the NVIDIA driver does not answer");
            return count > 0 ? null : "the NVIDIA driver finds no GPU";
        }
        catch (CudaException e)
        {
            return e.Message;
        }
        catch (EntryPointNotFoundException e)
        {
            return $"the NVIDIA driver is too old, or its library is not NVIDIA's: {e.Message}";
        }
    }

    /// <summary>Returns the GPU's name. Call it only after <see cref="Problem"/> returned null.</summary>
    public static unsafe string Name()
    {
        var name = stackalloc byte[256];
        CudaCalls.Check(CudaCalls.DeviceGetName(name, 256, Gpu), "reading the GPU's name");
        return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }
}
