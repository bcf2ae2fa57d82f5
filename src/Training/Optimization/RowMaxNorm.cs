using TorchSharp.Modules;

namespace StreamLift.Training.Optimization;

/// <summary>
/// Max-norm as in the paper's text: the rows of the weight matrices, which are the incoming weights of a unit, are scaled to at most norm 1. Vectors
/// (batch norm, bias) are not constrained.
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
