using System.Buffers.Binary;
using System.Numerics;

namespace StreamLift.Lifter.Suspicion;

/// <summary>
/// The streams of the latest frames. The frames of a partition's streams alternate, so each frame needs its stream found: this costs a fraction of a
/// dictionary's hash. A stream that is not found here may still be known.
/// </summary>
/// <typeparam name="T">What is known of a stream.</typeparam>
internal sealed class RecentStreams<T>
    where T : class
{
    private const int Slots = 256;

    private readonly (byte[] Name, T Stream)[] _slots = new (byte[], T)[Slots];

    /// <summary>The stream of a name; null where it is not among these.</summary>
    public T? Find(ReadOnlySpan<byte> name)
    {
        ref readonly var slot = ref _slots[Slot(name)];
        return slot.Name is not null && name.SequenceEqual(slot.Name) ? slot.Stream : null;
    }

    /// <summary>Adds a stream in place of the one that has the same slot.</summary>
    public void Add(byte[] name, T stream) => _slots[Slot(name)] = (name, stream);

    /// <summary>Removes all.</summary>
    public void Clear() => Array.Clear(_slots);

    // All of the name counts: the names of a camera's takes may differ in their middle only.
    private static int Slot(ReadOnlySpan<byte> name)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)name.Length;
        for (; name.Length >= sizeof(ulong); name = name[sizeof(ulong)..])
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * Factor, 32);
        foreach (var next in name)
            hash = (hash ^ next) * Factor;
        return (int)((hash * Factor) >> 56);
    }
}
