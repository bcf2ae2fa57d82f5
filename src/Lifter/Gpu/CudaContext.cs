namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The GPU's primary context, made current on this thread, with three streams: upload, compute and download. The CUDA runtime uses the same context, and
/// so does ONNX Runtime.
/// </summary>
internal sealed class CudaContext : IDisposable
{
    private readonly nint[] _streams = new nint[3];

    /// <summary>Opens the context and creates the streams.</summary>
    /// <exception cref="CudaException">The driver refused.</exception>
    public CudaContext()
    {
        CudaCalls.Check(CudaCalls.ContextRetain(out var context, CudaDriver.Gpu), "the GPU cannot be used");
        try
        {
            CudaCalls.Check(CudaCalls.ContextSetCurrent(context), "the GPU cannot be used");
            for (var i = 0; i < _streams.Length; i++)
                CudaCalls.Check(CudaCalls.StreamCreate(out _streams[i], CudaCalls.NonBlockingStream), "creating a stream");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The stream for copies to the GPU.</summary>
    public nint UploadStream => _streams[0];

    /// <summary>The stream for inference.</summary>
    public nint ComputeStream => _streams[1];

    /// <summary>The stream for copies from the GPU.</summary>
    public nint DownloadStream => _streams[2];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stream in _streams)
            if (stream != 0)
                CudaCalls.StreamDestroy(stream);
        CudaCalls.ContextRelease(CudaDriver.Gpu);
    }
}
