using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>
/// Max-norm as in the paper's code: <c>tf.clip_by_norm(w, 1)</c> of each weight matrix within the graph. The network computes with w/‖w‖ if the norm
/// of the matrix exceeds 1, and the unclipped matrix w is learned. This differs from scaling w after each step: one step of Adam is about as long as
/// such a matrix, so each step would overwrite it. The network's parameters contain the clipped matrices; this class has the norms of the unclipped
/// ones.
/// </summary>
internal sealed class MatrixMaxNorm
{
    private readonly Parameter[] _matrices;

    /// <param name="parameters">The parameters of a network with its initial weights. They are clipped from here on.</param>
    public MatrixMaxNorm(IEnumerable<Parameter> parameters)
    {
        _matrices = [.. parameters.Where(parameter => parameter.shape.Length == 2)];
        Norms = torch.zeros(_matrices.Length);
        Clip();
    }

    /// <summary>The norm of each unclipped matrix w, at least 1. Part of a checkpoint.</summary>
    public Tensor Norms { get; }

    /// <summary>Before a step: replaces each clipped matrix and its gradient by w and the gradient with respect to w.</summary>
    public void Unclip()
    {
        var norms = Norms.FloatSpan();
        for (var i = 0; i < _matrices.Length; i++)
        {
            if (norms[i] <= 1)
                continue;
            using var gradient = _matrices[i].Gradient();
            Unclip(_matrices[i].FloatSpan(), gradient.FloatSpan(), norms[i]);
        }
    }

    /// <summary>After a step: replaces each w by its clipped matrix.</summary>
    public void Clip()
    {
        var norms = Norms.FloatSpan();
        for (var i = 0; i < _matrices.Length; i++)
        {
            var weights = _matrices[i].FloatSpan();
            norms[i] = Math.Max(1, MathF.Sqrt(VectorMath.Dot(weights, weights)));
            if (norms[i] > 1)
                Scale(weights, 1 / norms[i]);
        }
    }

    // With c = w/‖w‖ and g the gradient with respect to c, the gradient with respect to w is (g − c (c·g))/‖w‖.
    private static void Unclip(Span<float> clipped, Span<float> gradient, float norm)
    {
        var along = VectorMath.Dot(clipped, gradient);
        var c = MemoryMarshal.Cast<float, Vector<float>>(clipped);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (var i = 0; i < c.Length; i++)
        {
            g[i] = (g[i] - (along * c[i])) / new Vector<float>(norm);
            c[i] *= norm;
        }

        for (var i = c.Length * Vector<float>.Count; i < clipped.Length; i++)
        {
            gradient[i] = (gradient[i] - (along * clipped[i])) / norm;
            clipped[i] *= norm;
        }
    }

    private static void Scale(Span<float> weights, float factor)
    {
        var w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        for (var i = 0; i < w.Length; i++)
            w[i] *= factor;
        for (var i = w.Length * Vector<float>.Count; i < weights.Length; i++)
            weights[i] *= factor;
    }
}
