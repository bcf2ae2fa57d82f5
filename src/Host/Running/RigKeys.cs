using StreamLift.Lifter.Stage;
using StreamLift.Rigs;

namespace StreamLift.Host.Running;

/// <summary>The rig is the key, so that one partition has all cameras of a rig; of a stream without a rig it is the stream.</summary>
/// <param name="rigs">The rigs.</param>
/// <param name="rigless">Counts frames without a rig.</param>
internal sealed class RigKeys(RigCatalogue rigs, RiglessStreams rigless) : IOutputKeys
{
    private readonly RigLookup _lookup = new(rigs);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> stream)
    {
        if (_lookup.Find(stream, out var isNew) is { } match)
            return match.Key.Span;
        rigless.Add(stream, isNew);
        return stream;
    }

    /// <inheritdoc/>
    public void ReportMixed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> other) => rigless.AddMixed(first, other);
}
