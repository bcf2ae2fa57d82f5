using System.Text;
using StreamLift.Capture;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;

namespace StreamLift.Fuser.Following;

/// <summary>The rigs whose frames come in one partition, under one assignment. One thread at a time.</summary>
internal sealed class PartitionRigs(AssignedPartition partition, CaptureOptions options, FuserTelemetry telemetry, TimeProvider clock)
{
    private readonly Dictionary<NamedRig, RigFollower> _rigs = [];
    private readonly Dictionary<string, (byte[] State, long NextOffset)> _saved = [];

    /// <summary>The assignment.</summary>
    public AssignedPartition Partition => partition;

    /// <summary>The rigs that have had frames or were asked for, in the order of their names.</summary>
    public IEnumerable<RigFollower> InOrder => _rigs.Values.OrderBy(rig => rig.Rig.Rig.Name, StringComparer.Ordinal);

    /// <summary>The names of rigs with a state that no frame has asked for yet.</summary>
    public IReadOnlyCollection<string> Saved => _saved.Keys;

    /// <summary>Whether frames of this rig have come in this assignment.</summary>
    public bool HasFrames(NamedRig rig) => _rigs.TryGetValue(rig, out var follower) && follower.HasFrames;

    /// <summary>Keeps the state of a rig until a frame of it comes: a recording's rigs are not known before.</summary>
    public void Keep(ReadOnlySpan<byte> rig, ReadOnlySpan<byte> state, long nextOffset) => _saved[Encoding.UTF8.GetString(rig)] = (state.ToArray(), nextOffset);

    /// <summary>The follower of a rig, with the state that was kept of it.</summary>
    public RigFollower Of(NamedRig rig)
    {
        if (_rigs.TryGetValue(rig, out var follower))
            return follower;
        follower = new RigFollower(rig, options, partition, telemetry, clock);
        if (_saved.Remove(rig.Rig.Name, out var saved))
        {
            try
            {
                follower.Restore(saved.State, saved.NextOffset);
            }
            catch (InvalidDataException e)
            {
                telemetry.Say($"rig {rig.Rig.Name}: {e.Message}; its people are followed anew, with ids and sequence from the beginning");
                follower = new RigFollower(rig, options, partition, telemetry, clock);
            }
        }

        _rigs.Add(rig, follower);
        telemetry.Add(follower.Status);
        return follower;
    }

    /// <summary>The assignment ends.</summary>
    public void End()
    {
        foreach (var rig in _rigs.Values)
        {
            rig.End();
            telemetry.Remove(rig.Status);
        }
    }
}
