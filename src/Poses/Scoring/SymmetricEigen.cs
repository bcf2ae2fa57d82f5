namespace StreamLift.Poses.Scoring;

/// <summary>Eigenvalues of a symmetric 4×4 matrix by Jacobi rotations, to full precision for any matrix.</summary>
internal static class SymmetricEigen
{
    private const int N = 4;

    /// <summary>The largest eigenvalue and its unit eigenvector. The matrix, 16 numbers, is overwritten.</summary>
    public static double Largest(Span<double> matrix, Span<double> vector)
    {
        Span<double> vectors = stackalloc double[N * N];
        vectors.Clear();
        for (var i = 0; i < N; i++)
            vectors[(N * i) + i] = 1;
        // Converges quadratically: about six sweeps are enough.
        for (var sweep = 0; sweep < 32 && OffDiagonal(matrix) > 0; sweep++)
        for (var p = 0; p < N; p++)
        for (var q = p + 1; q < N; q++)
            Rotate(matrix, vectors, p, q);
        var best = 0;
        for (var i = 1; i < N; i++)
            if (matrix[(N * i) + i] > matrix[(N * best) + best])
                best = i;
        for (var i = 0; i < N; i++)
            vector[i] = vectors[(N * i) + best];
        return matrix[(N * best) + best];
    }

    private static double OffDiagonal(ReadOnlySpan<double> matrix)
    {
        double off = 0,
            diagonal = 0;
        for (var i = 0; i < N; i++)
        {
            diagonal += Math.Abs(matrix[(N * i) + i]);
            for (var j = i + 1; j < N; j++)
                off += Math.Abs(matrix[(N * i) + j]);
        }
        // Smaller values would be rounded away when added to the diagonal.
        return off > diagonal * 1e-18 ? off : 0;
    }

    private static void Rotate(Span<double> matrix, Span<double> vectors, int p, int q)
    {
        var pq = matrix[(N * p) + q];
        if (pq == 0)
            return;
        var theta = (matrix[(N * q) + q] - matrix[(N * p) + p]) / (2 * pq);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < N; k++)
        {
            var (kp, kq) = (matrix[(N * k) + p], matrix[(N * k) + q]);
            matrix[(N * k) + p] = (c * kp) - (s * kq);
            matrix[(N * k) + q] = (s * kp) + (c * kq);
        }
        for (var k = 0; k < N; k++)
        {
            var (pk, qk) = (matrix[(N * p) + k], matrix[(N * q) + k]);
            matrix[(N * p) + k] = (c * pk) - (s * qk);
            matrix[(N * q) + k] = (s * pk) + (c * qk);
            var (vp, vq) = (vectors[(N * k) + p], vectors[(N * k) + q]);
            vectors[(N * k) + p] = (c * vp) - (s * vq);
            vectors[(N * k) + q] = (s * vp) + (c * vq);
        }
        (matrix[(N * p) + q], matrix[(N * q) + p]) = (0, 0);
    }
}
