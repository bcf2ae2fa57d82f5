using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// A GPU with an ONNX Runtime session. Upload, inference and download of a batch run on three streams. Each stream waits for the previous one by an event, so
/// the copies of one batch overlap with the inference of the other. With CUDA, the first run of each bucket and slot captures a graph, and later runs replay
/// it. TensorRT's provider keeps one graph per session for all shapes, so with TensorRT each run launches its kernels without a graph.
/// </summary>
internal sealed class CudaGpu : IGpu
{
    private readonly Stack<IDisposable> _resources = new();
    private readonly CudaContext _context;
    private readonly InferenceSession _session;
    private readonly CudaSlot[] _slots;
    private readonly Dictionary<(int Slot, int Bucket), (OrtIoBinding Binding, RunOptions Options)> _bindings = [];
    private readonly NetworkWidths _widths;
    private readonly bool _capturesGraphs;

    /// <summary>Creates the session and the memory of all slots.</summary>
    /// <param name="model">The bytes of the model file.</param>
    /// <param name="createSession">Creates the session for the given compute stream.</param>
    /// <param name="widths">The row widths of the network.</param>
    /// <param name="buckets">The batch sizes.</param>
    /// <param name="capturesGraphs">Whether the session captures graphs.</param>
    /// <exception cref="OnnxRuntimeException">The execution provider does not work.</exception>
    /// <exception cref="CudaException">The driver does not work.</exception>
    public CudaGpu(byte[] model, Func<byte[], nint, InferenceSession> createSession, NetworkWidths widths, Buckets buckets, bool capturesGraphs)
    {
        (_widths, _capturesGraphs) = (widths, capturesGraphs);
        try
        {
            _resources.Push(_context = new CudaContext());
            _resources.Push(_session = createSession(model, _context.ComputeStream));
            var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA, OrtAllocatorType.DeviceAllocator, CudaDriver.Gpu, OrtMemType.Default);
            _resources.Push(memory);
            var allocator = new OrtAllocator(_session, memory);
            _resources.Push(allocator);
            _slots = [.. Enumerable.Range(0, GpuRunner.Slots).Select(_ => Track(new CudaSlot(allocator, widths, buckets.Largest)))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Span<float> Input(int slot) => _slots[slot].HostMemory(0);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Output(int slot, int output) => _slots[slot].HostMemory(1 + output);

    /// <inheritdoc/>
    public void Begin(int slot, int rows, int bucket, int outputs)
    {
        var buffers = _slots[slot];
        buffers.Upload(rows * _widths.Input, _context.UploadStream);
        CudaCalls.Check(CudaCalls.EventRecord(buffers.Uploaded, _context.UploadStream), "uploading");
        CudaCalls.Check(CudaCalls.StreamWait(_context.ComputeStream, buffers.Uploaded, 0), "computing");
        if (!_bindings.TryGetValue((slot, bucket), out var binding))
            _bindings.Add((slot, bucket), binding = Bind(slot, bucket));
        _session.RunWithBinding(binding.Options, binding.Binding);
        CudaCalls.Check(CudaCalls.EventRecord(buffers.Computed, _context.ComputeStream), "computing");
        CudaCalls.Check(CudaCalls.StreamWait(_context.DownloadStream, buffers.Computed, 0), "downloading");
        for (var output = 0; output < outputs; output++)
            buffers.Download(1 + output, rows * _widths.Outputs[output], _context.DownloadStream);
        CudaCalls.Check(CudaCalls.EventRecord(buffers.Downloaded, _context.DownloadStream), "downloading");
    }

    /// <inheritdoc/>
    public void Finish(int slot) => CudaCalls.Check(CudaCalls.EventSynchronize(_slots[slot].Downloaded), "waiting for a batch");

    /// <inheritdoc/>
    public void Dispose()
    {
        // The GPU must not use memory that is freed below. The result is ignored, because an earlier call has reported any error.
        if (_context is not null)
            CudaCalls.StreamSynchronize(_context.ComputeStream);
        while (_resources.TryPop(out var resource))
            resource.Dispose();
    }

    private T Track<T>(T resource)
        where T : IDisposable
    {
        _resources.Push(resource);
        return resource;
    }

    // All outputs are bound, because a captured graph includes its outputs. The second output costs almost no time.
    private (OrtIoBinding Binding, RunOptions Options) Bind(int slot, int bucket)
    {
        var (ioBinding, options, memory) = (Track(_session.CreateIoBinding()), Track(new RunOptions()), _slots[slot].DeviceMemory);
        ioBinding.BindInput(_session.InputNames[0], TensorElementType.Float, [bucket, _widths.Input], memory[0]);
        for (var output = 0; output < _widths.Outputs.Length; output++)
            ioBinding.BindOutput(_session.OutputNames[output], TensorElementType.Float, [bucket, _widths.Outputs[output]], memory[1 + output]);
        // An event on the GPU makes the download wait for inference, so the CPU does not have to wait.
        options.AddRunConfigEntry("disable_synchronize_execution_providers", "1");
        if (_capturesGraphs)
            options.AddRunConfigEntry("gpu_graph_annotation_id", (_bindings.Count + 1).ToString(CultureInfo.InvariantCulture));
        return (ioBinding, options);
    }
}
