using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace StreamLift.Lifter.Inference;

/// <summary>
/// Runs a session for its first output, or its first two, on the caller's thread. Large batches stay in the caller's memory. Small ones are copied to memory
/// that is bound to the session once: at a low rate a batch is one person, and ONNX Runtime's objects for a call are half a kilobyte. Thread-safe.
/// </summary>
internal sealed class OutputsRunner : IDisposable
{
    private readonly InferenceSession _session;
    private readonly NetworkWidths _widths;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly ConcurrentBag<BoundRows> _bound = [];

    /// <param name="session">The session, which outlives this.</param>
    /// <param name="outputs">How many of its outputs are requested, 1 or 2.</param>
    public OutputsRunner(InferenceSession session, int outputs)
    {
        (_session, _widths) = (session, NetworkWidths.Of(session));
        _inputNames = [session.InputNames[0]];
        _outputNames = [.. session.OutputNames.Take(outputs)];
    }

    /// <summary>See <see cref="IBatchRunner.Run"/>; <paramref name="second"/> counts only where two outputs are requested.</summary>
    public unsafe void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second)
    {
        input = input[..(rows * _widths.Input)];
        first = first[..(rows * _widths.Outputs[0])];
        second = _outputNames.Length > 1 ? second[..(rows * _widths.Outputs[1])] : default;
        if (rows <= BoundRows.Most)
        {
            RunBound(input, rows, first, second);
            return;
        }

        fixed (float* inputPointer = input)
        fixed (float* firstPointer = first)
        fixed (float* secondPointer = second)
        {
            using var inputValue = Tensor(inputPointer, rows, _widths.Input);
            using var firstValue = Tensor(firstPointer, rows, _widths.Outputs[0]);
            using var secondValue = second.IsEmpty ? null : Tensor(secondPointer, rows, _widths.Outputs[1]);
            _session.Run(_options, _inputNames, [inputValue], _outputNames, secondValue is null ? [firstValue] : [firstValue, secondValue]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bound in _bound)
            bound.Dispose();
        _options.Dispose();
    }

    /// <summary>Rows in memory that stays in its place as long as the tensor is used.</summary>
    internal static unsafe OrtValue Tensor(float* data, int rows, int width) =>
        OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            TensorElementType.Float,
            [rows, width],
            (nint)data,
            (long)rows * width * sizeof(float)
        );

    private void RunBound(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second)
    {
        if (!_bound.TryTake(out var bound))
            bound = new BoundRows(_session, _outputNames.Length);
        try
        {
            bound.Run(_options, input, rows, first, second);
        }
        finally
        {
            _bound.Add(bound);
        }
    }
}
