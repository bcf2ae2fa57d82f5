using System.Text;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Lifter.Tests.Stage;

/// <summary>Which joints count as seen, and in which unit: by score, by layout, and with normalised coordinates.</summary>
public sealed class SeenJointsTests : IDisposable
{
    // Knees and ankles are guessed at the lower edge of the image: {0} is their score.
    private const string Legs =
        "960,400,0.9, 970,387,0.9, 950,387,0.9, 985,393.5,0.9, 935,393.5,0.9, 1020,530,0.9, 900,530,0.9, 1040,686,0.9, 880,686,0.9, 1050,829,0.9, 870,829,0.9, "
        + "1000,868,0.9, 920,868,0.9, 920,1075,{0}, 1000,1075,{0}, 920,1075,{0}, 1000,1075,{0}";

    private const string Pixels =
        "960,200,0.9, 970,190,0.9, 950,190,0.9, 985,195,0.9, 935,195,0.9, 1020,300,0.9, 900,300,0.9, 1040,420,0.9, 880,420,0.9, 1050,530,0.9, 870,530,0.9, "
        + "1000,560,0.9, 920,560,0.9, 1005,740,0.9, 915,740,0.9, 1010,920,0.9, 910,920,0.9";

    private const string Normalised =
        "0.5,0.1852,0.9, 0.5052,0.1759,0.9, 0.4948,0.1759,0.9, 0.513,0.1806,0.9, 0.487,0.1806,0.9, 0.5312,0.2778,0.9, 0.4688,0.2778,0.9, 0.5417,0.3889,0.9, "
        + "0.4583,0.3889,0.9, 0.5469,0.4907,0.9, 0.4531,0.4907,0.9, 0.5208,0.5185,0.9, 0.4792,0.5185,0.9, 0.5234,0.6852,0.9, 0.4766,0.6852,0.9, "
        + "0.526,0.8519,0.9, 0.474,0.8519,0.9";

    private readonly Meters _meters = new();
    private readonly LifterTelemetry _telemetry;
    private readonly LifterModel _model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Cpu });

    public SeenJointsTests() => _telemetry = new LifterTelemetry(_meters);

    public void Dispose()
    {
        _telemetry.Dispose();
        _meters.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void Guessed_joint_of_low_score_is_not_seen_by_the_limit_of_its_layout() => Assert.Equal(Lift(Of(Legs, 0)), Lift(Of(Legs, 0.05)));

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void Joint_at_or_above_the_limit_is_seen(double score) => Assert.NotEqual(Lift(Of(Legs, 0)), Lift(Of(Legs, score)));

    [Fact]
    public void Option_min_score_takes_the_place_of_the_layouts_limit()
    {
        Assert.Equal(Lift(Of(Legs, 0)), Lift(Of(Legs, 0.3), context => context with { MinScore = 0.5f }));
        Assert.NotEqual(Lift(Of(Legs, 0)), Lift(Of(Legs, 0.05), context => context with { MinScore = 0 }));
    }

    [Fact]
    public void Layouts_file_may_give_the_limit_of_its_layout()
    {
        var own = SkeletonCatalogue.Parse(
            """
            {"name":"own","joints":["h","r","l","t","a","b","c"],"parents":[null,"h","h","h","t","t","t"],"mirror":[["r","l"]],"minScore":0.4,
             "h36m17":{"Hip":"h","RHip":"r","LHip":"l","Thorax":"t","Head":"a","Spine":"b","Neck/Nose":"c"}}
            """
        );
        Assert.True(own.TryGet("own", out var layout));
        Assert.Equal(0.4f, layout.MinScore);
        string Person(double score) =>
            $"500,500,0.9, 470,500,0.9, 530,500,0.9, 500,300,0.9, {FormattableString.Invariant($"500,200,{score}")}, 500,400,0.9, 500,250,0.9";
        float[] LiftOwn(double score) => Lift(Frame(Person(score), "own"), context => context with { Layouts = own });
        Assert.Equal(LiftOwn(0), LiftOwn(0.39));
        Assert.NotEqual(LiftOwn(0), LiftOwn(0.41));
    }

    [Fact]
    public void Normalised_coordinates_give_the_pose_of_the_same_pixels()
    {
        var pixels = Lift(Frame(Pixels));
        AssertNear(pixels, Lift(Frame(Normalised, more: "\"normalised\":true,")));
        AssertNear(pixels, Lift(Frame(Normalised), context => context with { Normalised = true }));
    }

    [Fact]
    public void Normalised_frame_without_an_image_size_is_rejected_with_the_remedy()
    {
        var body = Frame(Normalised, more: "\"normalised\":true,").Replace("\"image\":[1920,1080],", "", StringComparison.Ordinal);
        var decoder = new LiftStage(Context()).Decoder;
        Assert.Equal(Rejection.MissingField, decoder.Decode(new RecordContext(InputEncoding.Json), Encoding.UTF8.GetBytes(body), out var detail));
        Assert.Equal("image is missing: normalised coordinates need the image's size; send \"image\", or set --image WxH", detail);
    }

    [Fact]
    public void Normalised_frame_may_have_its_size_from_the_option_image()
    {
        var body = Frame(Normalised, more: "\"normalised\":true,").Replace("\"image\":[1920,1080],", "", StringComparison.Ordinal);
        AssertNear(Lift(Frame(Pixels)), Lift(body, context => context with { Image = "1920x1080" }));
    }

    [Fact]
    public void Option_normalised_holds_for_other_tools_records_too()
    {
        string Record(float width, float height) =>
            $$"""{"version":1.3,"people":[{"pose_keypoints_2d":[{{string.Join(',', Enumerable.Range(0, 25).Select(joint => FormattableString.Invariant(
                $"{(900 + (11 * (joint % 7))) / width},{(200 + (29 * joint)) / height},0.8")))}}]}]}""";
        LiftStageContext Sized(LiftStageContext context) => context with { Image = "1920x1080" };
        AssertNear(Lift(Record(1, 1), Sized), Lift(Record(1920, 1080), context => Sized(context) with { Normalised = true }));
    }

    private static string Of(string keypoints, double score) => Frame(string.Format(System.Globalization.CultureInfo.InvariantCulture, keypoints, score));

    private static string Frame(string keypoints, string layout = "coco17", string more = "") =>
        $$"""{"stream":"s","frame":0,"timestampMs":1767225600000,"layout":"{{layout}}","image":[1920,1080],{{more}}"people":[{"keypoints":[{{keypoints}}]}]}""";

    // Normalised coordinates with four decimals are up to 0.1 px off.
    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i] - expected[i], -2, 2);
    }

    private LiftStageContext Context()
    {
        var clock = new FakeTimeProvider();
        return Stages.Context(new ServedModel(_model, _ => { }), _telemetry, new Deadline(TimeSpan.Zero, clock), clock);
    }

    private float[] Lift(string body, Func<LiftStageContext, LiftStageContext>? change = null)
    {
        var stage = new LiftStage(change is null ? Context() : change(Context()));
        var batch = (LiftBatch)stage.CreateBatch();
        Assert.True(
            stage.Decoder.Decode(new RecordContext(InputEncoding.Auto) { Key = "s"u8 }, Encoding.UTF8.GetBytes(body), out var detail) == Rejection.None,
            detail
        );
        batch.Add(new AssignedPartition("in", 0, 0), 0, 0);
        stage.Decoder.AddTo(batch, new RecordOrigin(0, null));
        stage.Process(batch);
        var row = batch.People(batch.Frames(0)[0])[0].Row;
        Assert.True(row >= 0);
        return batch.Pose(row).ToArray();
    }
}
