using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// A GPU with a session of ONNX Runtime on it. Upload, network and download of a batch are on three streams, each waiting for the one before by an event, so
/// that the copies of one batch run beside the other's network. With CUDA the network of each bucket and slot is a graph that was captured the
/// first time; TensorRT's provider keeps one graph a session whatever the shape, so there it is launched anew.
/// </summary>
internal sealed class CudaGpu : IGpu
{
    private readonly Stack<IDisposable> _owned = new();
    private readonly CudaContext _context;
    private readonly InferenceSession _session;
    private readonly CudaSlot[] _slots;
    private readonly Dictionary<(int Slot, int Bucket), (OrtIoBinding Binding, RunOptions Options)> _bound = [];
    private readonly NetworkWidths _widths;
    private readonly bool _captures;

    /// <param name="model">The model's bytes.</param>
    /// <param name="sessions">Makes the session, given the stream to compute on.</param>
    /// <param name="widths">The network's.</param>
    /// <param name="buckets">Batch sizes.</param>
    /// <param name="captures">Whether the session captures graphs.</param>
    /// <exception cref="OnnxRuntimeException">The provider doesn't work.</exception>
    /// <exception cref="CudaException">The driver doesn't.</exception>
    public CudaGpu(byte[] model, Func<byte[], nint, InferenceSession> sessions, NetworkWidths widths, Buckets buckets, bool captures)
    {
        (_widths, _captures) = (widths, captures);
        try
        {
            _owned.Push(_context = new CudaContext());
            _owned.Push(_session = sessions(model, _context.Compute));
            var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA, OrtAllocatorType.DeviceAllocator, CudaDriver.Gpu, OrtMemType.Default);
            _owned.Push(memory);
            var allocator = new OrtAllocator(_session, memory);
            _owned.Push(allocator);
            _slots = [.. Enumerable.Range(0, GpuRunner.Slots).Select(_ => Own(new CudaSlot(allocator, widths, buckets.Largest)))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Span<float> Input(int slot) => _slots[slot].Host(0);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Output(int slot, int output) => _slots[slot].Host(1 + output);

    /// <inheritdoc/>
    public void Begin(int slot, int rows, int bucket, int outputs)
    {
        var buffers = _slots[slot];
        buffers.Upload(rows * _widths.Input, _context.Up);
        CudaCalls.Check(CudaCalls.EventRecord(buffers.Uploaded, _context.Up), "uploading");
        CudaCalls.Check(CudaCalls.StreamWait(_context.Compute, buffers.Uploaded, 0), "computing");
        if (!_bound.TryGetValue((slot, bucket), out var bound))
            _bound.Add((slot, bucket), bound = Bind(slot, bucket));
        _session.RunWithBinding(bound.Options, bound.Binding);
        CudaCalls.Check(CudaCalls.EventRecord(buffers.Computed, _context.Compute), "computing");
        CudaCalls.Check(CudaCalls.StreamWait(_context.Down, buffers.Computed, 0), "downloading");
        for (var output = 0; output < outputs; output++)
            buffers.Download(1 + output, rows * _widths.Outputs[output], _context.Down);
        CudaCalls.Check(CudaCalls.EventRecord(buffers.Downloaded, _context.Down), "downloading");
    }

    /// <inheritdoc/>
    public void Finish(int slot) => CudaCalls.Check(CudaCalls.EventSynchronize(_slots[slot].Downloaded), "waiting for a batch");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context is not null)
            CudaCalls.StreamSynchronize(_context.Compute); // nothing may still use what is freed now; an error has been told by then
        while (_owned.TryPop(out var owned))
            owned.Dispose();
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Push(owned);
        return owned;
    }

    // All outputs are bound, wanted or not: a graph has its outputs captured, and a second costs next to nothing to compute.
    private (OrtIoBinding Binding, RunOptions Options) Bind(int slot, int bucket)
    {
        var (binding, options, memory) = (Own(_session.CreateIoBinding()), Own(new RunOptions()), _slots[slot].OnDevice);
        binding.BindInput(_session.InputNames[0], TensorElementType.Float, [bucket, _widths.Input], memory[0]);
        for (var output = 0; output < _widths.Outputs.Length; output++)
            binding.BindOutput(_session.OutputNames[output], TensorElementType.Float, [bucket, _widths.Outputs[output]], memory[1 + output]);
        // the download waits for the network by an event, on the GPU
        options.AddRunConfigEntry("disable_synchronize_execution_providers", "1");
        if (_captures)
            options.AddRunConfigEntry("gpu_graph_annotation_id", (_bound.Count + 1).ToString(CultureInfo.InvariantCulture));
        return (binding, options);
    }
}
