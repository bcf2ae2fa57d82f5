namespace StreamLift.Host.Record.Vmc;

/// <summary>Which person is sent to which port. A person keeps the port until it has been away for <see cref="PatienceMs"/>. One thread.</summary>
/// <param name="count">The number of ports.</param>
/// <param name="only">The ids of the people who may be sent; empty: whoever comes first.</param>
internal sealed class VmcSlots(int count, IReadOnlyList<long> only)
{
    /// <summary>How long a person who is not seen keeps the port, ms of the recording.</summary>
    public const double PatienceMs = 2000;

    private readonly (long? Id, double SeenMs)[] _slots = new (long?, double)[count];

    /// <summary>The number of ports.</summary>
    public int Count => count;

    /// <summary>The person of a port; null: none.</summary>
    public long? this[int slot] => _slots[slot].Id;

    /// <summary>Takes the people of an instant.</summary>
    /// <param name="timestampMs">The instant.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="changed">Receives each port that now has another person.</param>
    public void Update(double timestampMs, IReadOnlyList<long> ids, Action<int, long> changed)
    {
        for (var slot = 0; slot < count; slot++)
            if (_slots[slot].Id is { } id && ids.Contains(id))
                _slots[slot].SeenMs = timestampMs;
        foreach (var id in ids)
        {
            if ((only.Count > 0 && !only.Contains(id)) || Array.Exists(_slots, slot => slot.Id == id))
                continue;
            var free = Array.FindIndex(_slots, slot => slot.Id is null || timestampMs - slot.SeenMs > PatienceMs);
            if (free < 0)
                continue;
            _slots[free] = (id, timestampMs);
            changed(free, id);
        }
    }
}
