using System.Text;
using StreamLift.Host.Demo;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Tests.Demo;

public class StreamNamesTests
{
    [Fact]
    public void A_stream_names_its_camera()
    {
        var names = new StreamNames("abc");
        Assert.Equal("demo-abc/camera-2", Encoding.UTF8.GetString(names.Of(1)));
        Assert.All(Enumerable.Range(0, Performance.Cameras), camera => Assert.Equal(camera, names.CameraOf(names.Of(camera))));
    }

    [Theory]
    [InlineData("demo-abc/camera-5")]
    [InlineData("demo-abc/camera-1 ")]
    [InlineData("demo-abd/camera-1")]
    [InlineData("")]
    public void Another_stream_is_none_of_this_run_s(string stream) => Assert.Equal(-1, new StreamNames("abc").CameraOf(Encoding.UTF8.GetBytes(stream)));

    [Fact]
    public void Two_runs_have_different_names() => Assert.Equal(-1, StreamNames.New().CameraOf(StreamNames.New().Of(0)));
}
