using StreamLift.Capture;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;
using StreamLift.Wire.Reading;

namespace StreamLift.Fuser.Following;

/// <summary>The people of one rig under one assignment. One thread at a time.</summary>
internal sealed class RigFollower
{
    private const byte Version = 2;
    private const int MostCameras = 64;
    private const int MostNameBytes = 10_000;

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

    /// <summary>The offset of its last frame.</summary>
    public long LastOffset { get; private set; }

    /// <summary>Whether frames have come in this assignment.</summary>
    public bool HasFrames { get; private set; }

    /// <summary>Whether the batch in progress has changed it.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Whether it is followed no longer, and its state is to be removed.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Takes a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="offset">The offset of its record.</param>
    public void Add(ViewFrame frame, long offset)
    {
        (HasFrames, LastOffset) = (true, offset);
        Tracker.Add(frame);
        _watch.See(frame);
    }

    /// <summary>Writes the state: the names of the cameras, by whose order the rest goes, and the people.</summary>
    public void Save(StateWriter state)
    {
        state.Byte(Version);
        state.Long(LastOffset);
        state.Int(Rig.Utf8Streams.Length);
        foreach (var stream in Rig.Utf8Streams)
        {
            state.Int(stream.Length);
            foreach (var letter in stream)
                state.Byte(letter);
        }

        Tracker.Save(state);
    }

    /// <summary>Goes on from a state. Of a new follower only.</summary>
    /// <exception cref="InvalidDataException">It is another version's or other cameras', or damaged: this follower is of no use.</exception>
    public void Restore(ReadOnlySpan<byte> state, long nextOffset)
    {
        var reader = new StateReader(state);
        if (reader.Byte() is var version && version != Version)
            throw new InvalidDataException($"it is of version {version}, and this program reads version {Version}");
        LastOffset = reader.Long();
        var cameras = CamerasOf(ref reader);
        if (!cameras.SequenceEqual(Rig.Utf8Streams, new Utf8Comparer()))
            throw new InvalidDataException(
                $"it is of the cameras {Named(cameras)}, and the rig has {Named(Rig.Utf8Streams)} now; give a rig with other cameras another name "
                    + "if the other rigs are to go on"
            );
        Tracker.Restore(ref reader);
        NextOffset = nextOffset;
        _watch.Restored();
    }

    /// <summary>The assignment ends: counts what has not been counted yet.</summary>
    public void End() => _watch.End();

    private static byte[][] CamerasOf(ref StateReader reader)
    {
        var cameras = new byte[Count(ref reader, MostCameras)][];
        for (var camera = 0; camera < cameras.Length; camera++)
        {
            cameras[camera] = new byte[Count(ref reader, MostNameBytes)];
            for (var i = 0; i < cameras[camera].Length; i++)
                cameras[camera][i] = reader.Byte();
        }

        return cameras;
    }

    private static int Count(ref StateReader reader, int most) =>
        reader.Int() is var count && count >= 0 && count <= most ? count : throw new InvalidDataException("it is damaged");

    private static string Named(byte[][] cameras) => string.Join(", ", cameras.Select(camera => QuotedExcerpt.Of(camera)));
}
