using System.Text;
using StreamLift.Host.Running;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Host.Tests.Running;

/// <summary><c>run --key</c>.</summary>
public sealed class RigKeysTests : IDisposable
{
    private const string Hall = """
        {"name":"hall","cameras":{
         "hall/cam-1":{"width":1920,"height":1080,"fx":1400,"fy":1400,"cx":960,"cy":540,"rotation":[1,0,0,0,0,-1,0,1,0],"translation":[0,1200,4500]},
         "hall/cam-2":{"width":640,"height":480,"fx":1400,"fy":1400,"cx":320,"cy":240,"rotation":[1,0,0,0,0,-1,0,1,0],"translation":[2000,1200,4500]}}}
        """;

    private readonly string _file = Path.GetTempFileName();
    private readonly RiglessStreams _rigless = new();
    private readonly List<string> _lines = [];

    public RigKeysTests()
    {
        File.WriteAllText(_file, Hall);
        _rigless.Say = _lines.Add;
    }

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Key_of_a_stream_is_its_rig_and_of_a_take_the_take()
    {
        var keys = new RigKeys(RigCatalogue.LoadAll(_file), _rigless);
        Assert.Equal(
            ["hall", "monday", "S9/Walking 1"],
            new[] { "hall/cam-2", "monday/hall/cam-1", "S9/Walking 1/54138969" }.Select(stream => Of(keys, stream))
        );
        Assert.Empty(_lines);
        Assert.Empty(_rigless.Counts);
    }

    [Fact]
    public void Stream_without_a_rig_keeps_its_name_as_key_is_counted_and_told_once()
    {
        var keys = new RigKeys(RigCatalogue.LoadAll(_file), _rigless);
        for (var i = 0; i < 3; i++)
            Assert.Equal("door", Of(keys, "door"));
        Assert.Equal("other", Of(new RigKeys(RigCatalogue.LoadAll(_file), _rigless), "other")); // another lane
        Assert.Equal([("door", 3), ("other", 1)], _rigless.Counts);
        Assert.Equal(
            "stream \"door\" belongs to no rig: its poses go out with the stream as key, and are counted in streamlift.frames.rigless; name the stream as a "
                + "camera of a rig in --rig",
            _lines[0]
        );
        Assert.Equal(2, _lines.Count);
    }

    [Fact]
    public void Flood_of_streams_without_a_rig_is_told_a_hundred_times_and_counted()
    {
        var keys = new RigKeys(RigCatalogue.LoadAll(_file), _rigless);
        for (var i = 0; i < 15_000; i++)
            Of(keys, $"door {i}");
        Assert.Equal(101, _lines.Count);
        Assert.Equal("no further streams are named; streamlift.frames.rigless counts the frames of those without a rig", _lines[^1]);
        Assert.Equal(15_000, _rigless.Counts.Sum(stream => stream.Frames));
        Assert.InRange(_rigless.Counts.Count, 1, 101);
    }

    [Fact]
    public void Record_with_frames_of_two_rigs_is_told_once()
    {
        var keys = new RigKeys(RigCatalogue.LoadAll(_file), _rigless);
        keys.ReportMixed("hall/cam-1"u8, "S9/Walking 1/54138969"u8);
        keys.ReportMixed("hall/cam-1"u8, "S9/Walking 1/54138969"u8);
        Assert.StartsWith("stream \"hall/cam-1\" and \"S9/Walking 1/54138969\" of different rigs are in one record", Assert.Single(_lines));
    }

    [Fact]
    public void Rig_of_the_settings_gives_keys_and_the_cameras_of_streams()
    {
        var plan = Configured.Plan(("StreamLift:Lifter:Key", "rig"), ("StreamLift:Lifter:Rig", _file));
        Assert.Equal(OutputKey.Rig, plan.Lifter.Key);
        Assert.Equal("hall", Assert.Single(plan.Rigs.Rigs).Name);
        Assert.Equal(640, plan.Cameras!.Find("hall/cam-2")!.Intrinsics.Width);
        Assert.Empty(plan.Warnings);
        Assert.Null(Configured.Plan().Cameras);
    }

    [Fact]
    public void Rig_that_is_not_used_is_warned_of_and_a_rig_that_can_not_be_is_refused()
    {
        Assert.Equal(["--rig without --key rig: the keys of the poses are not the rigs"], Configured.Plan(("StreamLift:Lifter:Rig", _file)).Warnings);
        File.WriteAllText(_file, Hall.Replace("2000", "0"));
        var refused = Assert.Throws<ConfigurationException>(() => Configured.Plan(("StreamLift:Lifter:Key", "rig"), ("StreamLift:Lifter:Rig", _file)));
        Assert.Contains("all 2 cameras are at one place", Assert.Single(refused.Problems));
    }

    private static string Of(RigKeys keys, string stream) => Encoding.UTF8.GetString(keys.Of(Encoding.UTF8.GetBytes(stream)));
}
