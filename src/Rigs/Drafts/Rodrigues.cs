namespace StreamLift.Rigs.Drafts;

/// <summary>Rotations: vectors (axis times angle, as in OpenCV's Rodrigues) and 3×3 matrices, row by row.</summary>
internal static class Rodrigues
{
    /// <summary>The matrix of a rotation vector: cos·I + (1 − cos)·a·aᵀ + sin·[a]×.</summary>
    public static double[] Matrix(ReadOnlySpan<double> vector)
    {
        var angle = Math.Sqrt((vector[0] * vector[0]) + (vector[1] * vector[1]) + (vector[2] * vector[2]));
        if (angle == 0)
            return [1, 0, 0, 0, 1, 0, 0, 0, 1];
        var (x, y, z) = (vector[0] / angle, vector[1] / angle, vector[2] / angle);
        var (sin, cos) = Math.SinCos(angle);
        var rest = 1 - cos;
        return
        [
            cos + (rest * x * x),
            (rest * x * y) - (sin * z),
            (rest * x * z) + (sin * y),
            (rest * x * y) + (sin * z),
            cos + (rest * y * y),
            (rest * y * z) - (sin * x),
            (rest * x * z) - (sin * y),
            (rest * y * z) + (sin * x),
            cos + (rest * z * z),
        ];
    }

    /// <summary>−R·v: t of a camera at v, or with Rᵀ the position of a camera.</summary>
    public static double[] MinusTimes(ReadOnlySpan<double> matrix, ReadOnlySpan<double> v)
    {
        var result = new double[3];
        for (var row = 0; row < 3; row++)
            result[row] = -((matrix[3 * row] * v[0]) + (matrix[(3 * row) + 1] * v[1]) + (matrix[(3 * row) + 2] * v[2]));
        return result;
    }

    /// <summary>The transposed matrix.</summary>
    public static double[] Transposed(ReadOnlySpan<double> m) => [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]];
}
