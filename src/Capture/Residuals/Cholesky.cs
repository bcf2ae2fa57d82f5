namespace StreamLift.Capture.Residuals;

/// <summary>Solves symmetric positive definite equations.</summary>
internal static class Cholesky
{
    /// <summary>Replaces a matrix by its lower factor.</summary>
    public static void Factor(Span<double> matrix, int size)
    {
        for (var i = 0; i < size; i++)
        for (var j = 0; j <= i; j++)
        {
            var sum = matrix[(i * size) + j];
            for (var k = 0; k < j; k++)
                sum -= matrix[(i * size) + k] * matrix[(j * size) + k];
            matrix[(i * size) + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-300)) : sum / matrix[(j * size) + j];
        }
    }

    /// <summary>Replaces the right side by the solution.</summary>
    /// <param name="factor">The lower factor.</param>
    /// <param name="right">The right side.</param>
    public static void Solve(ReadOnlySpan<double> factor, Span<double> right)
    {
        var size = right.Length;
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
                right[i] -= factor[(i * size) + k] * right[k];
            right[i] /= factor[(i * size) + i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++)
                right[i] -= factor[(k * size) + i] * right[k];
            right[i] /= factor[(i * size) + i];
        }
    }
}
