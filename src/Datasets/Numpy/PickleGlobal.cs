namespace StreamLift.Datasets.Numpy;

/// <summary>
/// The only globals that a pickle may use: those with which NumPy 1 and 2 build arrays, types and numbers. The reader implements each of them itself
/// and never looks up code by name.
/// </summary>
internal enum PickleGlobal
{
    /// <summary>numpy.ndarray, only as an argument of <see cref="Reconstruct"/>.</summary>
    Array,
    Type,
    Reconstruct,
    Scalar,
    FromBuffer,

    /// <summary>_codecs.encode, which Python 3 writes for bytes in protocols 0 to 2.</summary>
    Encode,
}
