using StreamLift.Capture;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;

namespace StreamLift.Fuser.Following;

/// <summary>The rigs whose frames come in one partition, under one assignment. One thread at a time.</summary>
internal sealed class PartitionRigs(AssignedPartition partition, CaptureOptions options, FuserTelemetry telemetry, TimeProvider clock)
{
    private readonly Dictionary<string, RigFollower> _rigs = [];

    /// <summary>The assignment.</summary>
    public AssignedPartition Partition => partition;

    /// <summary>How many rigs there are.</summary>
    public int Count => _rigs.Count;

    /// <summary>The rigs that have had frames or a state, in the order of their names.</summary>
    public IEnumerable<RigFollower> InOrder => _rigs.Values.OrderBy(rig => rig.Rig.Rig.Name, StringComparer.Ordinal);

    /// <summary>The rig whose last frame is the furthest back in the partition.</summary>
    public RigFollower Oldest => InOrder.MinBy(rig => rig.LastOffset)!;

    /// <summary>Whether frames of this rig have come in this assignment.</summary>
    public bool HasFrames(NamedRig rig) => Find(rig) is { HasFrames: true };

    /// <summary>A rig; null where neither a frame nor a state of it has come.</summary>
    public RigFollower? Find(NamedRig rig) => _rigs.GetValueOrDefault(rig.Rig.Name);

    /// <summary>Begins to follow a rig.</summary>
    public RigFollower Add(NamedRig rig) => _rigs[rig.Rig.Name] = new RigFollower(rig, options, partition, telemetry, clock);

    /// <summary>Goes on from the state of a rig.</summary>
    /// <exception cref="InvalidDataException">It can't be used.</exception>
    public void Restore(NamedRig rig, ReadOnlySpan<byte> state, long nextOffset) => Add(rig).Restore(state, nextOffset);

    /// <summary>Follows a rig no longer.</summary>
    public void Remove(RigFollower rig)
    {
        _rigs.Remove(rig.Rig.Rig.Name);
        End(rig);
    }

    /// <summary>The assignment ends.</summary>
    public void End()
    {
        foreach (var rig in _rigs.Values)
            End(rig);
    }

    private void End(RigFollower rig)
    {
        rig.End();
        telemetry.Remove(rig.Status);
    }
}
