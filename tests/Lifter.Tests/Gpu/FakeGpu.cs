using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Tests.Gpu;

/// <summary>
/// A GPU that is none: it computes what it is given when it is waited for, keeps what a device's memory would, and notices what a real one forbids.
/// </summary>
internal sealed class FakeGpu : IGpu
{
    private readonly NetworkWidths _widths;
    private readonly Action<float[], int, float[][]> _compute;
    private readonly float[][] _hostInput;
    private readonly float[][] _device;
    private readonly float[][][] _hostOutput;
    private readonly (int Rows, int Bucket, int Outputs)?[] _begun = new (int, int, int)?[GpuRunner.Slots];
    private readonly Thread _owner = Thread.CurrentThread;

    /// <param name="widths">The network's.</param>
    /// <param name="rows">Of the largest bucket.</param>
    /// <param name="compute">From rows of input to rows of each output.</param>
    /// <param name="left">What its memory holds at first.</param>
    public FakeGpu(NetworkWidths widths, int rows, Action<float[], int, float[][]> compute, float left = 0)
    {
        (_widths, _compute) = (widths, compute);
        _hostInput = [.. Slots(_ => Filled(rows * widths.Input, left))];
        _device = [.. Slots(_ => Filled(rows * widths.Input, left))];
        _hostOutput = [.. Slots(_ => widths.Outputs.Select(width => Filled(rows * width, left)).ToArray())];
    }

    /// <summary>What was done, in order: <c>begin 0: 3 of 8</c>, <c>finish 0</c>, <c>dispose</c>.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Called at the beginning of each <see cref="Begin"/>.</summary>
    public Action Beginning { get; set; } = () => { };

    /// <summary>Called at the beginning of each <see cref="Finish"/>.</summary>
    public Action Finishing { get; set; } = () => { };

    public bool IsQuiet { get; set; }

    public Span<float> Input(int slot) => _hostInput[slot];

    public ReadOnlySpan<float> Output(int slot, int output) => _hostOutput[slot][output];

    public void Begin(int slot, int rows, int bucket, int outputs)
    {
        Mine();
        Beginning();
        if (!IsQuiet)
            Log.Add($"begin {slot}: {rows} of {bucket}");
        if (_begun[slot] is not null)
            throw new InvalidOperationException($"slot {slot} is in flight");
        _begun[slot] = (rows, bucket, outputs);
        _hostInput[slot].AsSpan(0, rows * _widths.Input).CopyTo(_device[slot]);
    }

    public void Finish(int slot)
    {
        Mine();
        Finishing();
        if (!IsQuiet)
            Log.Add($"finish {slot}");
        var (rows, bucket, outputs) = _begun[slot] ?? throw new InvalidOperationException($"slot {slot} is not in flight");
        _begun[slot] = null;
        if (IsQuiet)
            return;
        var computed = _widths.Outputs.Select(width => new float[bucket * width]).ToArray();
        _compute(_device[slot], bucket, computed);
        for (var output = 0; output < outputs; output++)
            computed[output].AsSpan(0, rows * _widths.Outputs[output]).CopyTo(_hostOutput[slot][output]);
    }

    public void Dispose()
    {
        Mine();
        Log.Add("dispose");
    }

    private void Mine()
    {
        if (Thread.CurrentThread != _owner)
            throw new InvalidOperationException("what was captured belongs to another thread");
    }

    private static IEnumerable<T> Slots<T>(Func<int, T> make) => Enumerable.Range(0, GpuRunner.Slots).Select(make);

    private static float[] Filled(int length, float value)
    {
        var array = new float[length];
        array.AsSpan().Fill(value);
        return array;
    }
}
