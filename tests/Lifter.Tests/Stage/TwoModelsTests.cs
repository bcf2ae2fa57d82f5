using System.Text;
using System.Text.Json;
using StreamLift.Lanes;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.Cameras;
using StreamLift.Wire;

namespace StreamLift.Lifter.Tests.Stage;

/// <summary>Streams with a camera and streams without one in one batch, each lifted by its model.</summary>
public sealed class TwoModelsTests : IDisposable
{
    private const string WithCamera = "hall/cam-1";
    private const string Without = "yard";

    private static readonly CameraCatalogue Cameras = CameraCatalogue.Parse(
        """{"hall/*":{"width":1000,"height":1000,"fx":1100,"fy":1100,"cx":500,"cy":500}}"""
    );

    private readonly DecoderParts _parts = new();
    private readonly Filling _plain = new(1);
    private readonly Filling _centred = new(2);
    private readonly List<LifterModel> _released = [];
    private readonly ServedModel _general;
    private readonly ServedModel _calibrated;

    public TwoModelsTests()
    {
        _general = new ServedModel(Model("image", _plain), _released.Add);
        _calibrated = new ServedModel(Model("centred", _centred), _released.Add);
    }

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void Each_stream_of_a_batch_is_lifted_by_the_model_for_it()
    {
        var stage = Stage(Cameras);
        var batch = Filled(stage, Frame(Without, 0), Frame(WithCamera, 1, people: 2), $"[{Frame(WithCamera, 2)},{Frame(Without, 3)}]", Frame(Without, 4));
        Assert.Equal((6, 3, 3), (batch.Rows, batch.General.Count, batch.Calibrated!.Count));
        stage.Process(batch);

        Assert.Equal(
            [(Without, "image@1", 1f), (WithCamera, "centred@1", 2), (WithCamera, "centred@1", 2), (Without, "image@1", 1), (Without, "image@1", 1)],
            Written(stage, batch)
        );
        Assert.Equal("centred@1, image@1", Encoding.UTF8.GetString(batch.ModelId));
    }

    [Fact]
    public void A_model_without_a_frame_in_the_batch_does_not_run_and_is_not_named()
    {
        var stage = Stage(Cameras);
        var batch = Filled(stage, Frame(WithCamera, 0));
        stage.Process(batch);
        Assert.Equal((0, 1), (_plain.Runs, _centred.Runs));
        Assert.Equal("centred@1", Encoding.UTF8.GetString(batch.ModelId));
        batch.Clear();
        Assert.True(batch.ModelId.IsEmpty);
    }

    [Fact]
    public void Late_frames_leave_the_rows_of_the_other_frames_with_their_people()
    {
        var stage = Stage(Cameras, TimeSpan.FromSeconds(5));
        var batch = Filled(stage, Frame(Without, 0), Frame(WithCamera, 0), Frame(WithCamera, 9_000), Frame(Without, 9_000));
        _parts.Clock.Advance(TimeSpan.FromSeconds(10));
        stage.Process(batch);
        Assert.Equal((2, 1, 1, 2), (batch.LateFrames, batch.General.Count, batch.Calibrated!.Count, batch.Rows));
        Assert.Equal([(WithCamera, "centred@1", 2f), (Without, "image@1", 1)], Written(stage, batch));
    }

    [Fact]
    public void Each_model_is_replaced_by_itself_and_released_after_its_last_batch()
    {
        var stage = Stage(Cameras);
        var (before, other) = (_calibrated.Current, _general.Current);
        var batch = Filled(stage, Frame(Without, 0), Frame(WithCamera, 0));
        _calibrated.Replace(Model("centred", new Filling(3), version: 2));
        Assert.Empty(_released);
        stage.Process(batch);
        Assert.Equal([before], _released);
        Assert.Equal([(Without, "image@1", 1f), (WithCamera, "centred@1", 2)], Written(stage, batch));
        batch.Clear();
        Fill(stage, batch, Frame(Without, 1), Frame(WithCamera, 1));
        stage.Process(batch);
        Assert.Equal([(Without, "image@1", 1f), (WithCamera, "centred@2", 3)], Written(stage, batch));
        Assert.Same(other, _general.Current);
    }

    [Fact]
    public void Recording_of_Human36M_has_its_camera_where_none_is_given()
    {
        var stage = Stage(null);
        var batch = Filled(stage, Frame(WithCamera, 0), Frame("S9/Walking 1/54138969", 0));
        stage.Process(batch);
        Assert.Equal(["image@1", "centred@1"], Written(stage, batch).Select(frame => frame.Model));
    }

    [Fact]
    public void Stream_without_a_camera_is_told_once_where_others_have_one()
    {
        var lines = new List<string>();
        _parts.Telemetry.StreamsWithoutCamera.Say = lines.Add;
        Filled(Stage(null), Frame(Without, 0));
        Assert.Empty(lines);
        Filled(Stage(Cameras), Frame(Without, 0), Frame(WithCamera, 0), Frame(Without, 1));
        Filled(Stage(Cameras), Frame(Without, 2));
        Assert.StartsWith("stream \"yard\" has no camera in --cameras or --rig: ", Assert.Single(lines));
    }

    [Fact]
    public void At_most_a_hundred_streams_without_a_camera_are_named()
    {
        var lines = new List<string>();
        _parts.Telemetry.StreamsWithoutCamera.Say = lines.Add;
        Filled(Stage(Cameras), [.. Enumerable.Range(0, 150).Select(i => Frame($"yard-{i}", 0))]);
        Assert.Equal(101, lines.Count);
        Assert.Equal("no further streams without a camera are named", lines[^1]);
    }

    private static LifterModel Model(string features, IBatchRunner runner, int version = 1) =>
        new(runner, Cards.Of(features), $"{features}@{version}", "no device");

    private LiftStage Stage(CameraCatalogue? cameras, TimeSpan limit = default) =>
        new(_parts.Context(_general, limit) with { CalibratedModels = _calibrated, Cameras = cameras });

    private static LiftBatch Filled(LiftStage stage, params string[] records)
    {
        var batch = (LiftBatch)stage.CreateBatch();
        Fill(stage, batch, records);
        return batch;
    }

    private static void Fill(LiftStage stage, LiftBatch batch, params string[] records)
    {
        foreach (var (offset, record) in records.Index())
        {
            var rejection = stage.Decoder.Decode(new RecordContext(InputEncoding.Json), Encoding.UTF8.GetBytes(record), out var detail);
            Assert.True(rejection == Rejection.None, detail);
            batch.Add(new AssignedPartition("in", 0, 0), offset, 0);
            stage.Decoder.AddTo(batch, new RecordOrigin(offset, null));
        }
    }

    // Of each frame its stream, its model and the number that the model fills poses with.
    private static List<(string Stream, string Model, float Number)> Written(LiftStage stage, LiftBatch batch)
    {
        var (encoder, output) = (stage.CreateEncoder(), new Texts());
        for (var i = 0; i < batch.Count; i++)
            encoder.Encode(batch, i, output);
        return
        [
            .. output
                .Values.SelectMany(value => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value])
                .Select(frame =>
                    (
                        frame.GetProperty("stream").GetString()!,
                        frame.GetProperty("model").GetString()!,
                        NumberOf([.. frame.GetProperty("people")[0].GetProperty("joints").EnumerateArray().Take(3).Select(number => number.GetSingle())])
                    )
                ),
        ];
    }

    // The pose of rotated features is rotated back: its length stays.
    private static float NumberOf(float[] joint) => MathF.Round(MathF.Sqrt(joint.Sum(along => along * along) / 3), 1);

    private static string Frame(string stream, long timestampMs, int people = 1)
    {
        var person = $$"""{"keypoints":[{{string.Join(',', Enumerable.Range(0, 17).Select(joint => $"{400 + joint},{300 + joint},0.9"))}}]}""";
        return $$"""{"stream":"{{stream}}","frame":0,"timestampMs":{{timestampMs}},"layout":"h36m17","image":[1000,1000],"people":["""
            + $"{string.Join(',', Enumerable.Repeat(person, people))}]}}";
    }

    // All coordinates of its poses are the same number.
    private sealed class Filling(float number) : IBatchRunner
    {
        public int Parallel => 1;

        public int Runs { get; private set; }

        public void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default)
        {
            Runs++;
            first.Fill(number);
        }

        public void Dispose() { }
    }

    private sealed class Texts : IOutputWriter
    {
        public List<JsonElement> Values { get; } = [];

        public WireEncoding EncodingFor(in InputRecord record) => WireEncoding.Json;

        public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Values.Add(JsonDocument.Parse(value.ToArray()).RootElement);

        public void WriteKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Write(key, value);
    }
}
