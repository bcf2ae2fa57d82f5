using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace StreamLift.Lifter.Inference;

/// <summary>Memory for a few rows, and for each number of rows the session's bindings to it, made when first needed. One thread at a time.</summary>
internal sealed unsafe class BoundRows : IDisposable
{
    /// <summary>The most rows.</summary>
    public const int Most = 16;

    private readonly InferenceSession _session;
    private readonly NetworkWidths _widths;
    private readonly float* _input;
    private readonly float*[] _outputs;
    private readonly OrtIoBinding?[,] _bindings = new OrtIoBinding?[Most, 2]; // by rows, and by one output or both

    /// <param name="session">The session, which outlives this.</param>
    public BoundRows(InferenceSession session)
    {
        (_session, _widths) = (session, NetworkWidths.Of(session));
        _input = Rows(_widths.Input);
        _outputs = new float*[_widths.Outputs.Length];
        for (var i = 0; i < _outputs.Length; i++)
            _outputs[i] = Rows(_widths.Outputs[i]);
    }

    /// <summary>See <see cref="IBatchRunner.Run"/>.</summary>
    public void Run(RunOptions options, ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second)
    {
        var outputs = second.IsEmpty ? 1 : 2;
        input[..(rows * _widths.Input)].CopyTo(new Span<float>(_input, Most * _widths.Input));
        _session.RunWithBinding(options, _bindings[rows - 1, outputs - 1] ??= Bind(rows, outputs));
        Of(0, rows).CopyTo(first);
        if (outputs == 2)
            Of(1, rows).CopyTo(second);
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

    private Span<float> Of(int output, int rows) => new(_outputs[output], rows * _widths.Outputs[output]);

    private OrtIoBinding Bind(int rows, int outputs)
    {
        var binding = _session.CreateIoBinding();
        using (var value = Value(_input, rows, _widths.Input))
            binding.BindInput(_session.InputNames[0], value);
        for (var i = 0; i < outputs; i++)
        {
            using var value = Value(_outputs[i], rows, _widths.Outputs[i]);
            binding.BindOutput(_session.OutputNames[i], value);
        }

        return binding;
    }

    private static float* Rows(int width) => (float*)NativeMemory.AlignedAlloc((nuint)(Most * width * sizeof(float)), 64);

    // the binding keeps what it needs of it
    private static OrtValue Value(float* data, int rows, int width) =>
        OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            TensorElementType.Float,
            [rows, width],
            (nint)data,
            (long)rows * width * sizeof(float)
        );
}
