namespace StreamLift.Datasets.Cdf;

/// <summary>A variable's numbers.</summary>
/// <param name="Shape">Records, then dimensions.</param>
/// <param name="Values">In C order: the last index runs fastest.</param>
/// <param name="Stored">The same as they lie in the file, record after record.</param>
internal sealed record CdfArray(int[] Shape, float[] Values, float[] Stored);
