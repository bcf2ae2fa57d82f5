using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>
/// The paper's max-norm as its code has it: <c>tf.clip_by_norm(w, 1)</c> of each weight matrix, within the graph. The network computes with w/‖w‖ where the
/// norm of the whole matrix
/// exceeds 1, and w itself, free, is what is learnt. (To scale w itself back after each step is something else: a step of Adam is as long as such a matrix, and
/// each would write it anew.)
/// The network holds what it computes with; here is how long each w is.
/// </summary>
internal sealed class MatrixMaxNorm
{
    private readonly Parameter[] _matrices;

    /// <param name="parameters">Of a network as it is drawn; from here on it holds the clipped ones.</param>
    public MatrixMaxNorm(IEnumerable<Parameter> parameters)
    {
        _matrices = [.. parameters.Where(parameter => parameter.shape.Length == 2)];
        Norms = torch.zeros(_matrices.Length);
        Clip();
    }

    /// <summary>Of each matrix the norm of w, or 1 where that is less: what a checkpoint keeps.</summary>
    public Tensor Norms { get; }

    /// <summary>Before a step: w, and the loss's gradient by w, in the place of the clipped one and of its gradient.</summary>
    public void Unclip()
    {
        var lengths = Norms.FloatSpan();
        for (var i = 0; i < _matrices.Length; i++)
        {
            if (lengths[i] <= 1)
                continue;
            using var gradient = _matrices[i].Gradient();
            Unclip(_matrices[i].FloatSpan(), gradient.FloatSpan(), lengths[i]);
        }
    }

    /// <summary>After it: what the network computes with.</summary>
    public void Clip()
    {
        var lengths = Norms.FloatSpan();
        for (var i = 0; i < _matrices.Length; i++)
        {
            var weights = _matrices[i].FloatSpan();
            lengths[i] = Math.Max(1, MathF.Sqrt(VectorMath.Dot(weights, weights)));
            if (lengths[i] > 1)
                Scale(weights, 1 / lengths[i]);
        }
    }

    // With c = w/‖w‖ and g the gradient by c, the one by w is (g − c (c·g))/‖w‖.
    private static void Unclip(Span<float> clipped, Span<float> gradient, float length)
    {
        var along = VectorMath.Dot(clipped, gradient);
        var c = MemoryMarshal.Cast<float, Vector<float>>(clipped);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (var i = 0; i < c.Length; i++)
        {
            g[i] = (g[i] - (along * c[i])) / new Vector<float>(length);
            c[i] *= length;
        }

        for (var i = c.Length * Vector<float>.Count; i < clipped.Length; i++)
        {
            gradient[i] = (gradient[i] - (along * clipped[i])) / length;
            clipped[i] *= length;
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
