using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Tests.Gpu;

/// <summary>
/// A simulated GPU. It computes a batch when a caller waits for it, keeps the contents of device memory, and throws on calls that a real GPU forbids.
/// </summary>
internal sealed class FakeGpu : IGpu
{
    private readonly NetworkWidths _widths;
    private readonly Action<float[], int, float[][]> _compute;
    private readonly float[][] _hostInput;
    private readonly float[][] _device;
    private readonly float[][][] _hostOutput;
    private readonly (int Rows, int Bucket, int Outputs)?[] _inFlight = new (int, int, int)?[GpuRunner.Slots];
    private readonly Thread _owner = Thread.CurrentThread;

    /// <param name="widths">The row widths of the network.</param>
    /// <param name="rows">The rows of the largest bucket.</param>
    /// <param name="compute">Computes the rows of each output from the input rows.</param>
    /// <param name="initialValue">The initial value of its memory.</param>
    public FakeGpu(NetworkWidths widths, int rows, Action<float[], int, float[][]> compute, float initialValue = 0)
    {
        (_widths, _compute) = (widths, compute);
        _hostInput = [.. Slots(_ => Filled(rows * widths.Input, initialValue))];
        _device = [.. Slots(_ => Filled(rows * widths.Input, initialValue))];
        _hostOutput = [.. Slots(_ => widths.Outputs.Select(width => Filled(rows * width, initialValue)).ToArray())];
    }

    /// <summary>The calls in order: <c>begin 0: 3 of 8</c>, <c>finish 0</c>, <c>dispose</c>.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Runs at the start of each <see cref="Begin"/>.</summary>
    public Action OnBegin { get; set; } = () => { };

    /// <summary>Runs at the start of each <see cref="Finish"/>.</summary>
    public Action OnFinish { get; set; } = () => { };

    public bool IsLogOff { get; set; }

    public Span<float> Input(int slot) => _hostInput[slot];

    public ReadOnlySpan<float> Output(int slot, int output) => _hostOutput[slot][output];

    public void Begin(int slot, int rows, int bucket, int outputs)
    {
        RequireOwnerThread();
        OnBegin();
        if (!IsLogOff)
            Log.Add($"begin {slot}: {rows} of {bucket}");
        if (_inFlight[slot] is not null)
            throw new InvalidOperationException($"slot {slot} is in flight");
        _inFlight[slot] = (rows, bucket, outputs);
        _hostInput[slot].AsSpan(0, rows * _widths.Input).CopyTo(_device[slot]);
    }

    public void Finish(int slot)
    {
        RequireOwnerThread();
        OnFinish();
        if (!IsLogOff)
            Log.Add($"finish {slot}");
        var (rows, bucket, outputs) = _inFlight[slot] ?? throw new InvalidOperationException($"slot {slot} is not in flight");
        _inFlight[slot] = null;
        if (IsLogOff)
            return;
        var computed = _widths.Outputs.Select(width => new float[bucket * width]).ToArray();
        _compute(_device[slot], bucket, computed);
        for (var output = 0; output < outputs; output++)
            computed[output].AsSpan(0, rows * _widths.Outputs[output]).CopyTo(_hostOutput[slot][output]);
    }

    public void Dispose()
    {
        RequireOwnerThread();
        Log.Add("dispose");
    }

    private void RequireOwnerThread()
    {
        if (Thread.CurrentThread != _owner)
            throw new InvalidOperationException("captured graphs belong to another thread");
    }

    private static IEnumerable<T> Slots<T>(Func<int, T> make) => Enumerable.Range(0, GpuRunner.Slots).Select(make);

    private static float[] Filled(int length, float value)
    {
        var array = new float[length];
        array.AsSpan().Fill(value);
        return array;
    }
}
