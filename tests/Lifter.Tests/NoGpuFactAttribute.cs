using StreamLift.Lifter.Gpu;

namespace StreamLift.Lifter.Tests;

/// <summary>A test of what is said where there is no GPU.</summary>
internal sealed class NoGpuFactAttribute : FactAttribute
{
    public NoGpuFactAttribute()
    {
        if (CudaDriver.Problem() is null)
            Skip = "there is a GPU: bench/gpu verifies it";
    }
}
