using System.Runtime.InteropServices;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;

namespace StreamLift.Bench;

/// <summary>
/// Tests the messages when the GPU is lost during inference. It destroys the process's own CUDA context, after which no call succeeds, as after a
/// device error. It ends the process at once, because CUDA can't be shut down properly any more.
/// </summary>
internal static class GpuLoss
{
    /// <summary>Prints the result as one line, which is the only trace of the process.</summary>
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
