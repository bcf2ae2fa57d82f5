using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace StreamLift.Lifter.Inference;

/// <summary>
/// Runs inference on the CPU, on the caller's thread and in the caller's memory. Callers run in parallel. Small batches are copied to memory that is bound to
/// the session once: at a low rate a batch is one person, and ONNX Runtime's objects for a call are half a kilobyte.
/// </summary>
internal sealed class CpuRunner : IBatchRunner
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputNames;
    private readonly string[] _firstName;
    private readonly string[] _bothNames;
    private readonly int _inputWidth;
    private readonly int[] _outputWidths;
    private readonly ConcurrentBag<BoundRows> _bound = [];

    /// <summary>Wraps a session.</summary>
    /// <param name="session">The session. The runner owns it.</param>
    /// <param name="parallel">The number of batches to run in parallel.</param>
    public CpuRunner(InferenceSession session, int parallel)
    {
        _session = session;
        Parallel = parallel;
        _inputNames = [session.InputNames[0]];
        _firstName = [session.OutputNames[0]];
        _bothNames = [.. session.OutputNames.Take(2)];
        (_inputWidth, _outputWidths) = NetworkWidths.Of(session);
    }

    /// <inheritdoc/>
    public int Parallel { get; }

    /// <inheritdoc/>
    public unsafe void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default)
    {
        if (!second.IsEmpty && _outputWidths.Length < 2)
            throw new InvalidOperationException("the network is loaded without its second output");
        if (rows <= BoundRows.Most)
        {
            RunBound(input, rows, first, second);
            return;
        }

        fixed (float* inputPointer = input[..(rows * _inputWidth)])
        fixed (float* firstPointer = first[..(rows * _outputWidths[0])])
        fixed (float* secondPointer = second)
        {
            using var inputValue = Tensor(inputPointer, rows, _inputWidth);
            using var firstValue = Tensor(firstPointer, rows, _outputWidths[0]);
            if (second.IsEmpty)
            {
                _session.Run(_runOptions, _inputNames, [inputValue], _firstName, [firstValue]);
                return;
            }

            ArgumentOutOfRangeException.ThrowIfLessThan(second.Length, rows * _outputWidths[1]);
            using var secondValue = Tensor(secondPointer, rows, _outputWidths[1]);
            _session.Run(_runOptions, _inputNames, [inputValue], _bothNames, [firstValue, secondValue]);
        }
    }

    private void RunBound(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second)
    {
        if (!_bound.TryTake(out var bound))
            bound = new BoundRows(_session);
        bound.Run(_runOptions, input, rows, first, second);
        _bound.Add(bound);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bound in _bound)
            bound.Dispose();
        _session.Dispose();
        _runOptions.Dispose();
    }

    private static unsafe OrtValue Tensor(float* data, int rows, int width) =>
        OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            TensorElementType.Float,
            [rows, width],
            (nint)data,
            (long)rows * width * sizeof(float)
        );
}
