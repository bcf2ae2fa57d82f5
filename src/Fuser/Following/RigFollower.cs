using StreamLift.Capture;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;

namespace StreamLift.Fuser.Following;

/// <summary>The people of one rig under one assignment. One thread at a time.</summary>
internal sealed class RigFollower
{
    private readonly RigWatch _watch;

    /// <param name="rig">The rig.</param>
    /// <param name="options">How its people are found.</param>
    /// <param name="partition">The assignment.</param>
    /// <param name="telemetry">Takes counts and lines.</param>
    /// <param name="clock">The clock, for lines only: what comes out goes by the frames' times.</param>
    public RigFollower(NamedRig rig, CaptureOptions options, AssignedPartition partition, FuserTelemetry telemetry, TimeProvider clock)
    {
        Rig = rig;
        Tracker = new RigTracker(rig.Rig, options);
        _watch = new RigWatch(rig, Tracker.Report, partition, telemetry, clock);
    }

    /// <summary>The rig.</summary>
    public NamedRig Rig { get; }

    /// <summary>Follows the people.</summary>
    public RigTracker Tracker { get; }

    /// <summary>What is known of it, for metrics and the log.</summary>
    public RigStatus Status => _watch.Status;

    /// <summary>Everything of the partition below this offset is in the state already.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Whether frames have come in this assignment.</summary>
    public bool HasFrames { get; private set; }

    /// <summary>Whether the batch in progress has changed it.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Takes a frame.</summary>
    public void Add(ViewFrame frame)
    {
        HasFrames = true;
        Tracker.Add(frame);
        _watch.See(frame);
    }

    /// <summary>Goes on from a state. Of a new follower only.</summary>
    /// <exception cref="InvalidDataException">It is another version's or another rig's, or damaged: this follower is of no use.</exception>
    public void Restore(ReadOnlySpan<byte> state, long nextOffset)
    {
        var reader = new StateReader(state);
        Tracker.Restore(ref reader);
        NextOffset = nextOffset;
        _watch.Restored();
    }

    /// <summary>The assignment ends: counts what has not been counted yet.</summary>
    public void End() => _watch.End();
}
