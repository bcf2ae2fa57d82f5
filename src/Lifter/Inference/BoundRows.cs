using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace StreamLift.Lifter.Inference;

/// <summary>Memory for a few rows, and for each number of rows the session's binding to it, made when first needed. One thread at a time.</summary>
internal sealed unsafe class BoundRows : IDisposable
{
    /// <summary>The most rows.</summary>
    public const int Most = 16;

    private readonly InferenceSession _session;
    private readonly NetworkWidths _widths;
    private readonly float* _input;
    private readonly float*[] _outputs;
    private readonly OrtIoBinding?[] _bindings = new OrtIoBinding?[Most]; // the first is for one row

    /// <param name="session">The session, which outlives this.</param>
    /// <param name="outputs">How many of its outputs are requested, 1 or 2.</param>
    public BoundRows(InferenceSession session, int outputs)
    {
        (_session, _widths) = (session, NetworkWidths.Of(session));
        _input = Rows(_widths.Input);
        _outputs = new float*[outputs];
        for (var i = 0; i < outputs; i++)
            _outputs[i] = Rows(_widths.Outputs[i]);
    }

    /// <summary>See <see cref="IBatchRunner.Run"/>. Each span has exactly the rows; <paramref name="second"/> is empty where one output is requested.</summary>
    public void Run(RunOptions options, ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second)
    {
        input.CopyTo(new Span<float>(_input, Most * _widths.Input));
        _session.RunWithBinding(options, _bindings[rows - 1] ??= Bind(rows));
        new Span<float>(_outputs[0], first.Length).CopyTo(first);
        if (!second.IsEmpty)
            new Span<float>(_outputs[1], second.Length).CopyTo(second);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var binding in _bindings)
            binding?.Dispose();
        NativeMemory.AlignedFree(_input);
        foreach (var output in _outputs)
            NativeMemory.AlignedFree(output);
    }

    // the binding keeps what it needs of the values
    private OrtIoBinding Bind(int rows)
    {
        var binding = _session.CreateIoBinding();
        using (var value = OutputsRunner.Tensor(_input, rows, _widths.Input))
            binding.BindInput(_session.InputNames[0], value);
        for (var i = 0; i < _outputs.Length; i++)
        {
            using var value = OutputsRunner.Tensor(_outputs[i], rows, _widths.Outputs[i]);
            binding.BindOutput(_session.OutputNames[i], value);
        }

        return binding;
    }

    private static float* Rows(int width) => (float*)NativeMemory.AlignedAlloc((nuint)(Most * width * sizeof(float)), 64);
}
