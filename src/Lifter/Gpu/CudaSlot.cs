using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The memory of one batch in flight, for the largest bucket, at addresses that stay: captured graphs know no others. Pinned on the host, since only
/// from there the GPU copies while it computes.
/// </summary>
internal sealed class CudaSlot : IDisposable
{
    private readonly int[] _floats; // of the input, then of each output
    private readonly nint[] _host;
    private readonly List<OrtMemoryAllocation> _device = [];
    private readonly nint[] _events = new nint[3];

    /// <param name="allocator">Of the session, on the GPU.</param>
    /// <param name="widths">Of the network.</param>
    /// <param name="rows">Of the largest bucket.</param>
    public CudaSlot(OrtAllocator allocator, NetworkWidths widths, int rows)
    {
        _floats = [.. new[] { widths.Input }.Concat(widths.Outputs).Select(width => width * rows)];
        _host = new nint[_floats.Length];
        try
        {
            for (var i = 0; i < _floats.Length; i++)
            {
                CudaCalls.Check(CudaCalls.HostAllocate(out _host[i], Bytes(_floats[i]), 0), "pinned memory");
                _device.Add(allocator.Allocate((uint)Bytes(_floats[i])));
                CudaCalls.Check(CudaCalls.Fill(Address(i), 0, Bytes(_floats[i])), "memory of the GPU");
            }

            CudaCalls.Check(CudaCalls.StreamSynchronize(0), "memory of the GPU"); // filling is not in any of the batches' streams
            for (var i = 0; i < _events.Length; i++)
                CudaCalls.Check(CudaCalls.EventCreate(out _events[i], CudaCalls.SleepingEvent), "an event");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Its input's memory on the GPU, then that of each output.</summary>
    public IReadOnlyList<OrtMemoryAllocation> OnDevice => _device;

    /// <summary>Happens when its rows are on the GPU.</summary>
    public nint Uploaded => _events[0];

    /// <summary>Happens when its output is computed.</summary>
    public nint Computed => _events[1];

    /// <summary>Happens when its output is in host memory.</summary>
    public nint Downloaded => _events[2];

    /// <summary>The host's memory of the input (0) or an output (from 1).</summary>
    public unsafe Span<float> Host(int which) => new((void*)_host[which], _floats[which]);

    /// <summary>Sets copying rows of the input going.</summary>
    public void Upload(int floats, nint stream) => CudaCalls.Check(CudaCalls.Upload(Address(0), _host[0], Bytes(floats), stream), "uploading");

    /// <summary>Sets copying rows of an output (from 1) going.</summary>
    public void Download(int which, int floats, nint stream) =>
        CudaCalls.Check(CudaCalls.Download(_host[which], Address(which), Bytes(floats), stream), "downloading");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var happening in _events)
            if (happening != 0)
                CudaCalls.EventDestroy(happening);
        foreach (var memory in _device)
            memory.Dispose();
        foreach (var memory in _host)
            if (memory != 0)
                CudaCalls.HostFree(memory);
    }

    private nint Address(int which) => _device[which].DangerousGetHandle();

    private static nuint Bytes(int floats) => (nuint)floats * sizeof(float);
}
