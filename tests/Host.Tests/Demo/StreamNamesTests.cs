using System.Text;
using StreamLift.Host.Demo;

namespace StreamLift.Host.Tests.Demo;

public class StreamNamesTests
{
    [Fact]
    public void Demo_stream_name_maps_to_its_camera_and_back()
    {
        var names = new StreamNames("abc");
        Assert.Equal("demo-abc/camera-2", Encoding.UTF8.GetString(names.Of(1)));
        Assert.True(names.IsRig("demo-abc"u8));
        Assert.False(names.IsRig("demo-abd"u8));
        Assert.All(Enumerable.Range(0, DemoScene.Cameras), camera => Assert.Equal(camera, names.CameraOf(names.Of(camera))));
    }

    [Theory]
    [InlineData("demo-abc/camera-5")]
    [InlineData("demo-abc/camera-1 ")]
    [InlineData("demo-abd/camera-1")]
    [InlineData("")]
    public void Demo_stream_name_of_another_run_or_camera_is_not_recognised(string stream) =>
        Assert.Equal(-1, new StreamNames("abc").CameraOf(Encoding.UTF8.GetBytes(stream)));

    [Fact]
    public void Demo_runs_have_different_stream_names() => Assert.Equal(-1, StreamNames.New().CameraOf(StreamNames.New().Of(0)));
}
