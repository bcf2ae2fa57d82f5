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
        var determinant =
            (matrix[0] * ((matrix[4] * matrix[8]) - (matrix[5] * matrix[7])))
            - (matrix[1] * ((matrix[3] * matrix[8]) - (matrix[5] * matrix[6])))
            + (matrix[2] * ((matrix[3] * matrix[7]) - (matrix[4] * matrix[6])));
        return determinant > 0;
    }
}
