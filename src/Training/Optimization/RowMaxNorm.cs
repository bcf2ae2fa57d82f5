using TorchSharp.Modules;

namespace StreamLift.Training.Optimization;

/// <summary>
/// Max-norm of the paper's text: rows of weight matrices, a unit's incoming weights, are scaled back where their norm exceeds 1. Vectors (batch norm, bias) are
/// free.
/// </summary>
internal static class RowMaxNorm
{
    public static void Apply(IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters)
            if (parameter.shape is [_, var columns])
            {
                var weights = parameter.FloatSpan();
                for (var start = 0; start < weights.Length; start += (int)columns)
                    ScaleDown(weights.Slice(start, (int)columns));
            }
    }

    private static void ScaleDown(Span<float> weights)
    {
        var squares = VectorMath.Dot(weights, weights);
        if (squares <= 1)
            return;
        var factor = 1 / MathF.Sqrt(squares);
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= factor;
    }
}
