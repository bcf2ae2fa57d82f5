namespace StreamLift.Datasets.Numpy;

/// <summary>
/// The only names a pickle may ask for: what NumPy 1 and 2 need to build an array, its type or a number. Each is ours; nothing is ever looked
/// up or called by name.
/// </summary>
internal enum PickleGlobal
{
    /// <summary>numpy.ndarray, named only as an argument of <see cref="Reconstruct"/>.</summary>
    Array,
    Type,
    Reconstruct,
    Scalar,
    FromBuffer,

    /// <summary>_codecs.encode, which Python 3 writes for bytes in protocols 0 to 2.</summary>
    Encode,
}
