using Microsoft.ML.OnnxRuntime;

namespace StreamLift.Lifter.Inference;

/// <summary>
/// Runs inference on the CPU, on the caller's thread. Callers run in parallel. ONNX Runtime computes every node of a graph, whatever outputs are asked for: so
/// a network with two outputs has a second session, of the graph that the first output needs.
/// </summary>
internal sealed class CpuRunner : IBatchRunner
{
    private readonly InferenceSession _session;
    private readonly InferenceSession? _ofFirst;
    private readonly OutputsRunner _first;
    private readonly OutputsRunner? _both;

    /// <summary>Wraps the sessions of a network.</summary>
    /// <param name="session">The session of the whole network. The runner owns it.</param>
    /// <param name="parallel">The number of batches to run in parallel.</param>
    /// <param name="ofFirst">A session that computes the first output alone. The runner owns it. Null: the whole network does.</param>
    public CpuRunner(InferenceSession session, int parallel, InferenceSession? ofFirst = null)
    {
        (_session, _ofFirst, Parallel) = (session, ofFirst, parallel);
        _first = new OutputsRunner(ofFirst ?? session, 1);
        _both = session.OutputNames.Count > 1 ? new OutputsRunner(session, 2) : null;
    }

    /// <inheritdoc/>
    public int Parallel { get; }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default)
    {
        if (second.IsEmpty)
            _first.Run(input, rows, first, second);
        else
            (_both ?? throw new InvalidOperationException("the network has no second output")).Run(input, rows, first, second);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _both?.Dispose();
        _ofFirst?.Dispose();
        _session.Dispose();
    }
}
