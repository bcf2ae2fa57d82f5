using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The host and device memory of one batch in flight, sized for the largest bucket. The addresses never change, because captured graphs contain them.
/// Host memory is pinned, because only copies of pinned memory overlap with computing.
/// </summary>
internal sealed class CudaSlot : IDisposable
{
    private readonly int[] _lengths; // the number of floats of the input, then of each output
    private readonly nint[] _hostMemory;
    private readonly List<OrtMemoryAllocation> _deviceMemory = [];
    private readonly nint[] _events = new nint[3];

    /// <summary>Allocates the memory and creates the events.</summary>
    /// <param name="allocator">The session's allocator of device memory.</param>
    /// <param name="widths">The row widths of the network.</param>
    /// <param name="rows">The rows of the largest bucket.</param>
    public CudaSlot(OrtAllocator allocator, NetworkWidths widths, int rows)
    {
        _lengths = [.. new[] { widths.Input }.Concat(widths.Outputs).Select(width => width * rows)];
        _hostMemory = new nint[_lengths.Length];
        try
        {
            for (var i = 0; i < _lengths.Length; i++)
            {
                CudaCalls.Check(CudaCalls.HostAllocate(out _hostMemory[i], Bytes(_lengths[i]), 0), "allocating pinned memory");
                _deviceMemory.Add(allocator.Allocate((uint)Bytes(_lengths[i])));
                CudaCalls.Check(CudaCalls.Fill(Address(i), 0, Bytes(_lengths[i])), "clearing device memory");
            }

            CudaCalls.Check(CudaCalls.StreamSynchronize(0), "clearing device memory"); // The fill runs on the default stream.
            for (var i = 0; i < _events.Length; i++)
                CudaCalls.Check(CudaCalls.EventCreate(out _events[i], CudaCalls.BlockingSyncEvent), "creating an event");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The device memory of the input, then of each output.</summary>
    public IReadOnlyList<OrtMemoryAllocation> DeviceMemory => _deviceMemory;

    /// <summary>The event that the input rows are in device memory.</summary>
    public nint Uploaded => _events[0];

    /// <summary>The event that the output is computed.</summary>
    public nint Computed => _events[1];

    /// <summary>The event that the output is in host memory.</summary>
    public nint Downloaded => _events[2];

    /// <summary>The host memory of the input (0) or of an output (from 1).</summary>
    public unsafe Span<float> HostMemory(int tensor) => new((void*)_hostMemory[tensor], _lengths[tensor]);

    /// <summary>Starts the upload of the input's first values.</summary>
    public void Upload(int count, nint stream) => CudaCalls.Check(CudaCalls.Upload(Address(0), _hostMemory[0], Bytes(count), stream), "uploading");

    /// <summary>Starts the download of the first values of an output (from 1).</summary>
    public void Download(int tensor, int count, nint stream) =>
        CudaCalls.Check(CudaCalls.Download(_hostMemory[tensor], Address(tensor), Bytes(count), stream), "downloading");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var eventHandle in _events)
            if (eventHandle != 0)
                CudaCalls.EventDestroy(eventHandle);
        foreach (var memory in _deviceMemory)
            memory.Dispose();
        foreach (var memory in _hostMemory)
            if (memory != 0)
                CudaCalls.HostFree(memory);
    }

    private nint Address(int tensor) => _deviceMemory[tensor].DangerousGetHandle();

    private static nuint Bytes(int count) => (nuint)count * sizeof(float);
}
