using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace StreamLift.Lifter.Inference;

/// <summary>Runs on the CPU, in the caller's memory and on the caller's thread: as many batches at once as there are callers.</summary>
internal sealed class CpuRunner : IBatchRunner
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputNames;
    private readonly string[] _firstName;
    private readonly string[] _bothNames;
    private readonly int _inputWidth;
    private readonly int[] _outputWidths;

    /// <param name="session">Owned from here on.</param>
    /// <param name="parallel">Batches at once.</param>
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
        fixed (float* from = input[..(rows * _inputWidth)])
        fixed (float* to = first[..(rows * _outputWidths[0])])
        fixed (float* andTo = second)
        {
            using var inputValue = Tensor(from, rows, _inputWidth);
            using var firstValue = Tensor(to, rows, _outputWidths[0]);
            if (second.IsEmpty)
            {
                _session.Run(_runOptions, _inputNames, [inputValue], _firstName, [firstValue]);
                return;
            }

            ArgumentOutOfRangeException.ThrowIfLessThan(second.Length, rows * _outputWidths[1]);
            using var secondValue = Tensor(andTo, rows, _outputWidths[1]);
            _session.Run(_runOptions, _inputNames, [inputValue], _bothNames, [firstValue, secondValue]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
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
