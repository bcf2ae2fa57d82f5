using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Tests.Models;
using StreamLift.Wire;

namespace StreamLift.Lifter.Tests.Stage;

/// <summary>People of whom a part is not in the picture, with the model that comes with the program.</summary>
public sealed class HalfBodyTests : IDisposable
{
    // Head, shoulders, elbows and wrists as a webcam at a desk sees them.
    private const string UpperBody =
        "960,400,0.9, 985,375,0.9, 935,375,0.9, 1020,390,0.9, 900,390,0.9, 1180,700,0.9, 740,700,0.9, 1260,960,0.9, 660,960,0.9, 1150,1000,0.9, 770,1000,0.9";

    private const string Legs = "1000,560,0.9, 920,560,0.9, 1005,740,0.9, 915,740,0.9, 1010,920,0.9, 910,920,0.9";

    private const string FullBody =
        "960,200,0.9, 970,190,0.9, 950,190,0.9, 985,195,0.9, 935,195,0.9, 1020,300,0.9, 900,300,0.9, 1040,420,0.9, 880,420,0.9, 1050,530,0.9, 870,530,0.9, "
        + "1000,560,0.9, 920,560,0.9, 1005,740,0.9, 915,740,0.9, 1010,920,0.9, 910,920,0.9";

    private readonly Meters _meters = new();
    private readonly LifterTelemetry _telemetry;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _rejected = [];
    private readonly LifterModel _model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Cpu });
    private readonly LiftStage _stage;
    private readonly LiftBatch _batch;

    public HalfBodyTests()
    {
        _telemetry = new LifterTelemetry(_meters);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "streamlift.people.rejected" && instrument.Meter.Scope == _meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, count, tags, _) => _rejected[$"{tags[0].Value}"] = _rejected.GetValueOrDefault($"{tags[0].Value}") + count
        );
        _listener.Start();
        var clock = new FakeTimeProvider();
        _stage = new LiftStage(Stages.Context(new ServedModel(_model), _telemetry, new Deadline(TimeSpan.Zero, clock), clock));
        _batch = (LiftBatch)_stage.CreateBatch();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _telemetry.Dispose();
        _meters.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void Person_without_shoulders_and_elbows_has_no_pose_and_is_counted_with_the_reason()
    {
        Assert.True(Lift($"{Unseen(9)}, 1050,530,0.9, 870,530,0.9, {Legs}")[0].Row < 0);
        Assert.Equal(1, Assert.Single(_rejected).Value);
        Assert.Equal("required-joints", _rejected.Keys.Single());
    }

    [Fact]
    public void Person_without_hips_and_legs_is_lifted_upright()
    {
        var pose = _batch.Pose(Lift($"{UpperBody}, {Unseen(6)}")[0].Row);
        Assert.True(pose[(3 * 8) + 1] < -300, $"the thorax is {pose[(3 * 8) + 1]} mm below the hip");
        Assert.InRange(pose[3 * 11] - pose[3 * 14], 200, 500); // the left shoulder is at the right of the image
        Assert.Empty(_rejected);
    }

    [Fact]
    public void Person_with_fewer_joints_than_the_minimum_is_counted_as_such()
    {
        Assert.True(Lift($"{Unseen(5)}, 1180,700,0.9, {Unseen(11)}")[0].Row < 0);
        Assert.Equal("too-few-joints", Assert.Single(_rejected).Key);
    }

    [Theory]
    [InlineData(FullBody)]
    [InlineData(
        "960,200,0.9, 970,190,0.9, 950,190,0.9, 985,195,0.9, 935,195,0.9, 1020,300,0.9, 900,300,0.9, 1040,420,0.9, 880,420,0.9, 1050,530,0.9, "
            + "870,530,0.9, 1000,560,0.9, 920,560,0.9, 0,0,0, 0,0,0, 0,0,0, 0,0,0"
    )]
    public void Person_with_hips_is_lifted_upright_with_or_without_legs(string keypoints)
    {
        var pose = _batch.Pose(Lift(keypoints)[0].Row);
        Assert.True(pose[(3 * 8) + 1] < -200, $"the thorax is {pose[(3 * 8) + 1]} mm below the hip");
        Assert.Empty(_rejected);
    }

    [Fact]
    public void Half_body_costs_the_other_people_of_its_frame_nothing()
    {
        var people = Lift(FullBody, $"{Unseen(11)}, {Legs}", FullBody);
        Assert.Equal([true, false, true], people.Select(person => person.Row >= 0));
    }

    private static string Unseen(int joints) => string.Join(", ", Enumerable.Repeat("0,0,0", joints));

    private LiftPerson[] Lift(params string[] people)
    {
        var list = string.Join(',', people.Select(keypoints => $$"""{"keypoints":[{{keypoints}}]}"""));
        var body = $$"""{"stream":"s","frame":0,"timestampMs":1767225600000,"layout":"coco17","image":[1920,1080],"people":[{{list}}]}""";
        Assert.Equal(Rejection.None, _stage.Decoder.Decode(new RecordContext(InputEncoding.Json), Encoding.UTF8.GetBytes(body), out _));
        _batch.Add(new AssignedPartition("in", 0, 0), 0, 0);
        _stage.Decoder.AddTo(_batch, new RecordOrigin(0, null));
        _stage.Process(_batch);
        return _batch.People(_batch.Frames(0)[0]).ToArray();
    }
}
