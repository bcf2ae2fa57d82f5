namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The GPU's context, which CUDA's runtime and so ONNX Runtime use too, on this thread; with a stream for each direction and one to compute on.
/// </summary>
internal sealed class CudaContext : IDisposable
{
    private readonly nint[] _streams = new nint[3];

    /// <exception cref="CudaException">The driver refuses.</exception>
    public CudaContext()
    {
        CudaCalls.Check(CudaCalls.ContextRetain(out var context, CudaDriver.Gpu), "the GPU can't be used");
        try
        {
            CudaCalls.Check(CudaCalls.ContextSetCurrent(context), "the GPU can't be used");
            for (var i = 0; i < _streams.Length; i++)
                CudaCalls.Check(CudaCalls.StreamCreate(out _streams[i], CudaCalls.NonBlockingStream), "a stream");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>For copies to the GPU.</summary>
    public nint Up => _streams[0];

    /// <summary>For the network.</summary>
    public nint Compute => _streams[1];

    /// <summary>For copies from the GPU.</summary>
    public nint Down => _streams[2];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stream in _streams)
            if (stream != 0)
                CudaCalls.StreamDestroy(stream);
        CudaCalls.ContextRelease(CudaDriver.Gpu);
    }
}
