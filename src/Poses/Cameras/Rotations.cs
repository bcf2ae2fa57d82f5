namespace StreamLift.Poses.Cameras;

/// <summary>Checks for rotation matrices: 3×3, row by row.</summary>
internal static class Rotations
{
    /// <summary>Calibration files have about six digits; a mirrored matrix is off by far more than this.</summary>
    private const double Tolerance = 1e-3;

    public static bool IsRotation(ReadOnlySpan<double> matrix)
    {
        for (var a = 0; a < 3; a++)
        for (var b = a; b < 3; b++)
        {
            var product = (matrix[3 * a] * matrix[3 * b]) + (matrix[(3 * a) + 1] * matrix[(3 * b) + 1]) + (matrix[(3 * a) + 2] * matrix[(3 * b) + 2]);
            if (Math.Abs(product - (a == b ? 1 : 0)) > Tolerance)
                return false;
        }
        return Determinant(matrix) > 0;
    }

    /// <summary>What is wrong with a matrix that is no rotation, where it can be named, with the remedy; otherwise empty.</summary>
    public static string Fault(ReadOnlySpan<double> matrix)
    {
        var sizes = 1.0;
        for (var row = 0; row < 3; row++)
            sizes *= Math.Sqrt(
                (matrix[3 * row] * matrix[3 * row]) + (matrix[(3 * row) + 1] * matrix[(3 * row) + 1]) + (matrix[(3 * row) + 2] * matrix[(3 * row) + 2])
            );
        var share = Determinant(matrix) / sizes; // 1 for a rotation, whatever its scale
        return !double.IsFinite(share) || Math.Abs(share) < Tolerance
                ? "; it is singular (two rows have one direction, or one is 0): export the calibration again"
            : share < 0 ? "; it is mirrored (left-handed axes): export the calibration with right-handed axes"
            : "";
    }

    private static double Determinant(ReadOnlySpan<double> matrix) =>
        (matrix[0] * ((matrix[4] * matrix[8]) - (matrix[5] * matrix[7])))
        - (matrix[1] * ((matrix[3] * matrix[8]) - (matrix[5] * matrix[6])))
        + (matrix[2] * ((matrix[3] * matrix[7]) - (matrix[4] * matrix[6])));
}
