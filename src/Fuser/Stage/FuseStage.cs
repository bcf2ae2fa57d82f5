using System.Numerics;
using System.Text;
using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Fuser.Following;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Fuser.Stage;

/// <summary>
/// The fuse stage turns the pose records of a rig's cameras into one record of people for each instant of the rig. Its state is the people of each rig under
/// each assignment; a batch that has changed it holds a snapshot.
/// </summary>
public sealed class FuseStage : IStatefulStage
{
    private readonly FuseStageContext _context;
    private readonly Lock _lock = new(); // the poll thread begins and ends assignments while a worker processes
    private readonly Dictionary<AssignedPartition, PartitionRigs> _partitions = [];
    private readonly List<(PartitionRigs Partition, RigFollower Rig)> _changed = [];
    private readonly HashSet<string> _split = []; // rigs of which it was said that they come in two partitions
    private readonly PeopleEncoder _encoder = new();
    private readonly StateWriter _state = new();

    /// <summary>Creates the stage of a lane.</summary>
    /// <param name="context">The stage's rigs, settings and services.</param>
    public FuseStage(FuseStageContext context)
    {
        _context = context;
        Decoder = new PoseRecordDecoder(context);
    }

    /// <inheritdoc/>
    public int MaxParallelism => 1;

    /// <inheritdoc/>
    public bool RunsInline => true;

    /// <inheritdoc/>
    public IRecordDecoder Decoder { get; }

    /// <inheritdoc/>
    public RecordBatch CreateBatch() => new FuseBatch();

    /// <inheritdoc/>
    public IRecordEncoder CreateEncoder() => new PeopleRecordEncoder();

    /// <inheritdoc/>
    public void Process(RecordBatch batch)
    {
        var started = _context.Clock.GetTimestamp();
        lock (_lock)
        {
            Process((FuseBatch)batch);
            foreach (var (partition, rig) in _changed)
            {
                rig.IsChanged = false;
                _state.Clear();
                if (!rig.IsForgotten)
                    rig.Save(_state);
                batch.AddSnapshot(partition.Partition, rig.Rig.Utf8Name, _state.Written);
            }

            _changed.Clear();
        }

        _context.Telemetry.Fused(_context.Clock.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public void OnAssigned(AssignedPartition partition)
    {
        lock (_lock)
            _partitions[partition] = new PartitionRigs(partition, _context.Capture, _context.Telemetry, _context.Clock);
    }

    /// <inheritdoc/>
    public void OnRevoked(AssignedPartition partition)
    {
        lock (_lock)
            if (_partitions.Remove(partition, out var rigs))
                rigs.End();
    }

    /// <inheritdoc/>
    public void Restore(AssignedPartition partition, ReadOnlySpan<byte> key, ReadOnlySpan<byte> state, long nextOffset)
    {
        lock (_lock)
            // no frame can ask for a rig that isn't known: its state stays in the topic for a process that knows it
            if (_partitions.TryGetValue(partition, out var rigs) && _context.Rigs.Named(Encoding.UTF8.GetString(key)) is { } rig)
                rigs.Restore(rig, state, nextOffset);
    }

    /// <summary>The streams of a batch's frames that belong to a rig.</summary>
    /// <param name="batch">A batch of this stage.</param>
    public static IEnumerable<string> StreamsOf(RecordBatch batch)
    {
        var fuse = (FuseBatch)batch;
        for (var i = 0; i < fuse.Count; i++)
        for (var frame = 0; frame < fuse.Frames(i); frame++)
            if (fuse.Frame(i, frame).Camera is { } camera)
                yield return camera.Rig.Rig.Cameras[camera.Index].Stream;
    }

    private void Process(FuseBatch batch)
    {
        PartitionRigs? rigs = null;
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var record = ref batch.Records[i];
            batch.BeginPeople(i);
            if (record.Rejection != Rejection.None)
                continue;
            // one that has been revoked has none
            if (rigs?.Partition != record.Partition && !_partitions.TryGetValue(record.Partition, out rigs))
                continue;
            if (record.IsEnd)
                Complete(batch, i, rigs);
            for (var frame = 0; frame < batch.Frames(i); frame++)
                Add(batch, i, batch.Frame(i, frame), rigs, record.Offset);
        }
    }

    private void Add(FuseBatch batch, int index, FuseFrame frame, PartitionRigs rigs, long offset)
    {
        if (frame.Camera is not { } camera)
            return;
        var rig = rigs.Find(camera.Rig) ?? Begin(batch, index, camera.Rig, rigs);
        if (offset < rig.NextOffset)
            return; // read again after a fault, at least once
        if (!rig.HasFrames)
        {
            CheckSplit(rigs, rig);
            _context.Telemetry.Add(rig.Status);
        }

        rig.Add(frame.View, offset);
        Changed(rigs, rig);
        Take(batch, index, rig);
    }

    // Takes come and go, and so do their rigs. Whether there are too many is decided by offsets, so that a replay gives the same bytes.
    private RigFollower Begin(FuseBatch batch, int index, NamedRig rig, PartitionRigs rigs)
    {
        while (rigs.Count >= _context.MostRigs)
        {
            var oldest = rigs.Oldest;
            oldest.Tracker.Complete();
            Take(batch, index, oldest);
            oldest.IsForgotten = true;
            Changed(rigs, oldest);
            rigs.Remove(oldest);
            _context.Telemetry.Log(
                $"rig {oldest.Rig.Rig.Name}: no frame since offset {oldest.LastOffset} of {rigs.Partition}, and {_context.MostRigs} other rigs have come: "
                    + "its instants are closed and its state is removed"
            );
        }

        return rigs.Add(rig);
    }

    // The end that was asked for: what waits for late frames is written.
    private void Complete(FuseBatch batch, int index, PartitionRigs rigs)
    {
        foreach (var rig in rigs.InOrder)
        {
            rig.Tracker.Complete();
            if (Take(batch, index, rig))
                Changed(rigs, rig);
        }
    }

    private bool Take(FuseBatch batch, int index, RigFollower rig)
    {
        var isTaken = false;
        while (rig.Tracker.TryNext(out var instant))
        {
            var encoding = _context.OutputEncoding ?? batch.Records[index].Encoding;
            batch.AddPeople(index, rig.Rig.Utf8Name, instant.TimestampMs, _encoder.Encode(encoding, rig.Rig, instant));
            Count(rig, instant);
            isTaken = true;
        }

        return isTaken;
    }

    private void Count(RigFollower rig, PeopleInstant instant)
    {
        var views = 0;
        for (var i = 0; i < instant.Count; i++)
        {
            var seen = BitOperations.PopCount(instant[i].Views);
            views += seen;
            _context.Telemetry.AddViews(seen);
        }

        rig.Status.AddInstant(instant.Count, views);
        _context.Telemetry.AddInstant(instant.Count);
    }

    private void Changed(PartitionRigs rigs, RigFollower rig)
    {
        if (rig.IsChanged)
            return;
        rig.IsChanged = true;
        _changed.Add((rigs, rig));
    }

    private void CheckSplit(PartitionRigs rigs, RigFollower rig)
    {
        foreach (var other in _partitions.Values)
            if (other != rigs && other.HasFrames(rig.Rig) && _split.Add(rig.Rig.Rig.Name))
                _context.Telemetry.Say(
                    $"rig {rig.Rig.Rig.Name}: its frames come in {other.Partition} and in {rigs.Partition}, and each partition is fused alone; "
                        + "write the poses with run --key rig, which puts all cameras of a rig in one partition"
                );
    }
}
