using System.Runtime.InteropServices;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;

namespace StreamLift.Bench;

/// <summary>
/// What is said when the GPU goes away while it serves: the process's own context is destroyed under it, after which no call can succeed, as after an error of
/// the device.
/// Ends the process at once, since nothing of CUDA can be put in order any more.
/// </summary>
internal static class GpuLoss
{
    /// <summary>Prints its verdict in a line, which is all that is left of it.</summary>
    public static int Run(LifterOptions options)
    {
        var model = WarmModel.Load(options);
        if (model.Device.StartsWith("CPU", StringComparison.Ordinal))
        {
            Console.WriteLine($"- **FAILED**: {model.Device}");
            return 1;
        }

        var (input, output) = (GpuPoses.Rows(model, 8), new float[8 * LiftBatch.PoseWidth]);
        model.Run(input, 8, output);
        var reset = NativeLibrary.GetExport(NativeLibrary.Load(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1"), "cuDevicePrimaryCtxReset_v2");
        Marshal.GetDelegateForFunctionPointer<Reset>(reset)(0);
        var verdict = "- **FAILED**: the GPU was lost and a batch came out all the same";
        try
        {
            model.Run(input, 8, output);
        }
        catch (DeviceLostException e)
        {
            verdict = $"- ok: the loss of the GPU is told ({e.Message.ReplaceLineEndings(" ")})";
        }

        Console.WriteLine(verdict);
        Console.Out.Flush();
        Environment.FailFast(null);
        return 0;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Reset(int device);
}
