using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>The Adam optimizer (Kingma and Ba, 2015) in one loop over weight, gradient and both moments, instead of a dozen tensor operations.</summary>
internal sealed class Adam
{
    public const float Beta1 = 0.9f;
    public const float Beta2 = 0.999f;
    public const float Epsilon = 1e-8f;
    private const int ChunkSize = 1 << 15;

    private readonly (string Name, Parameter Parameter, Tensor Mean, Tensor Square)[] _states;

    public Adam(IEnumerable<(string Name, Parameter Parameter)> parameters) =>
        _states = [.. parameters.Select(pair => (pair.Name, pair.Parameter, pair.Parameter.ZerosLike(), pair.Parameter.ZerosLike()))];

    /// <summary>The first and second moments by parameter name, for checkpoints.</summary>
    public IEnumerable<(string Name, Tensor Mean, Tensor Square)> Moments => _states.Select(state => (state.Name, state.Mean, state.Square));

    /// <summary>The factors that correct the bias of both moments towards 0.</summary>
    /// <param name="step">The index of the step, from 0.</param>
    public static (float Mean, float Square) BiasCorrections(long step) => (1 - MathF.Pow(Beta1, step + 1), 1 - MathF.Pow(Beta2, step + 1));

    /// <summary>Updates the parameters and sets the gradients to 0.</summary>
    /// <param name="step">The index of the step, from 0.</param>
    /// <param name="decay">Decoupled weight decay of the matrices (Loshchilov and Hutter, 2019).</param>
    public unsafe void Step(long step, float rate, float decay = 0)
    {
        var (first, second) = BiasCorrections(step);
        foreach (var (_, parameter, mean, square) in _states)
        {
            var decayFactor = parameter.shape.Length == 2 ? 1 - (rate * decay) : 1;
            using var gradient = parameter.Gradient();
            fixed (float* weights = parameter.FloatSpan())
            fixed (float* gradients = gradient.FloatSpan())
            fixed (float* means = mean.FloatSpan())
            fixed (float* squares = square.FloatSpan())
            {
                var (w, g, m, v) = ((nint)weights, (nint)gradients, (nint)means, (nint)squares);
                var size = (int)parameter.NumberOfElements;
                var pieces = (size + ChunkSize - 1) / ChunkSize;
                void Run(int piece)
                {
                    var (start, count) = (piece * ChunkSize, Math.Min(ChunkSize, size - (piece * ChunkSize)));
                    Span<float> Of(nint numbers) => new((float*)numbers + start, count);
                    Update(Of(w), Of(g), Of(m), Of(v), rate / first, 1 / MathF.Sqrt(second), decayFactor);
                }
                if (pieces == 1)
                    Run(0);
                else
                    Parallel.For(0, pieces, Run);
            }
        }
    }

    private static void Update(Span<float> weight, Span<float> gradient, Span<float> mean, Span<float> square, float rate, float scale, float decayFactor)
    {
        var w = MemoryMarshal.Cast<float, Vector<float>>(weight);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var m = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var v = MemoryMarshal.Cast<float, Vector<float>>(square);
        for (var i = 0; i < w.Length; i++)
        {
            m[i] = (Beta1 * m[i]) + ((1 - Beta1) * g[i]);
            v[i] = (Beta2 * v[i]) + ((1 - Beta2) * g[i] * g[i]);
            w[i] = (decayFactor * w[i]) - (rate * m[i] / ((scale * Vector.SquareRoot(v[i])) + new Vector<float>(Epsilon)));
        }
        for (var i = w.Length * Vector<float>.Count; i < weight.Length; i++)
        {
            mean[i] = (Beta1 * mean[i]) + ((1 - Beta1) * gradient[i]);
            square[i] = (Beta2 * square[i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
            weight[i] = (decayFactor * weight[i]) - (rate * mean[i] / ((scale * MathF.Sqrt(square[i])) + Epsilon));
        }
        gradient.Clear();
    }
}
