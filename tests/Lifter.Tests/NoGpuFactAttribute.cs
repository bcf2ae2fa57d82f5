using System.Runtime.CompilerServices;
using StreamLift.Lifter.Gpu;

namespace StreamLift.Lifter.Tests;

/// <summary>A test of the messages on a machine without a GPU. It is skipped if there is a GPU.</summary>
internal sealed class NoGpuFactAttribute : FactAttribute
{
    public NoGpuFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (CudaDriver.Problem() is null)
            Skip = "there is a GPU: bench/gpu verifies it";
    }
}
