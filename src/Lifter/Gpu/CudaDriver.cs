using System.Runtime.InteropServices;
using System.Text;

namespace StreamLift.Lifter.Gpu;

/// <summary>NVIDIA's driver: whether there is one that works. The first GPU is used; CUDA_VISIBLE_DEVICES says which is the first.</summary>
internal static class CudaDriver
{
    /// <summary>The GPU that is used.</summary>
    public const int Gpu = 0;

    /// <summary>Why no GPU can be used; null where one is there.</summary>
    public static string? Problem()
    {
        if (!NativeLibrary.TryLoad(CudaCalls.FileName, out _))
            return $"there is no NVIDIA driver ({CudaCalls.FileName} was not found)";
        try
        {
            CudaCalls.Check(CudaCalls.Init(0), "the NVIDIA driver doesn't start");
            CudaCalls.Check(CudaCalls.DeviceGetCount(out var count), "the NVIDIA driver doesn't answer");
            return count > 0 ? null : "the NVIDIA driver finds no GPU";
        }
        catch (CudaException e)
        {
            return e.Message;
        }
        catch (EntryPointNotFoundException e)
        {
            return $"the NVIDIA driver is too old or none at all: {e.Message}";
        }
    }

    /// <summary>What the GPU calls itself; after <see cref="Problem"/> found none.</summary>
    public static unsafe string Name()
    {
        var name = stackalloc byte[256];
        CudaCalls.Check(CudaCalls.DeviceGetName(name, 256, Gpu), "the GPU's name");
        return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }
}
