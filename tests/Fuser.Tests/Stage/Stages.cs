using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Capture;
using StreamLift.Capture.Geometry;
using StreamLift.Fuser.Rigs;
using StreamLift.Fuser.Stage;
using StreamLift.Lanes;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Fuser.Tests.Stage;

/// <summary>A fuse stage over made rooms, its records given by hand.</summary>
internal sealed class Stages : IDisposable
{
    private readonly IReadOnlyList<MadeRoom> _rooms;

    public Stages(params IReadOnlyList<MadeRoom> rooms)
        : this(new CaptureOptions { Wait = TimeSpan.Zero, Smoothing = Smoothing.None }, rooms) { }

    public Stages(CaptureOptions capture, params IReadOnlyList<MadeRoom> rooms)
        : this(capture, 1000, rooms) { }

    public Stages(int mostRigs, params IReadOnlyList<MadeRoom> rooms)
        : this(new CaptureOptions { Wait = TimeSpan.FromSeconds(1), Smoothing = Smoothing.None }, mostRigs, rooms) { }

    private Stages(CaptureOptions capture, int mostRigs, IReadOnlyList<MadeRoom> rooms)
    {
        _rooms = rooms;
        Telemetry = new FuserTelemetry(new Meters()) { OnWarning = Warnings.Add, OnNote = Notes.Add };
        Stage = new FuseStage(
            new FuseStageContext
            {
                Rigs = new StreamRigs(Find, name => _rooms.FirstOrDefault(room => room.Rig.Name == name)?.Rig),
                MostRigs = mostRigs,
                Capture = capture,
                Layouts = SkeletonCatalogue.BuiltIn,
                Limits = new WireLimits(),
                Telemetry = Telemetry,
                Clock = Clock,
            }
        );
        Batch = (FuseBatch)Stage.CreateBatch();
        Stage.OnAssigned(Partition);
    }

    public FakeTimeProvider Clock { get; } = new();

    public FuseStage Stage { get; }

    public FuseBatch Batch { get; }

    public FuserTelemetry Telemetry { get; }

    public AssignedPartition Partition { get; } = new("poses", 0, 0);

    public List<string> Warnings { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>Decodes a record and adds it to the batch.</summary>
    public (Rejection Reason, string Detail) Add(byte[] value, long offset, AssignedPartition? partition = null, WireEncoding encoding = WireEncoding.Json)
    {
        var reason = Stage.Decoder.Decode(
            new RecordContext(encoding == WireEncoding.Json ? InputEncoding.Json : InputEncoding.Protobuf),
            value,
            out var detail
        );
        ref var record = ref Batch.Add(partition ?? Partition, offset, 0);
        (record.Rejection, record.Encoding) = (reason, encoding);
        if (reason == Rejection.None)
            Stage.Decoder.AddTo(Batch, new RecordOrigin(offset, null));
        return (reason, detail);
    }

    /// <summary>Processes the batch, and empties it.</summary>
    /// <returns>The values of the people records, in order.</returns>
    public List<byte[]> Process()
    {
        Stage.Process(Batch);
        var output = new WrittenPeople();
        var encoder = Stage.CreateEncoder();
        for (var i = 0; i < Batch.Count; i++)
            if (Batch.Records[i].Rejection == Rejection.None)
                encoder.Encode(Batch, i, output);
        Batch.Clear();
        return output.Values;
    }

    public void Dispose() => Telemetry.Dispose();

    private (CaptureRig Rig, int Camera)? Find(string stream)
    {
        foreach (var room in _rooms)
            for (var camera = 0; camera < room.Rig.Cameras.Count; camera++)
                if (room.Rig.Cameras[camera].Stream == stream)
                    return (room.Rig, camera);
        return null;
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose() { }
    }
}
