using System.Text;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Tests.Stage;

public sealed class StreamCameraResolverTests
{
    private const string Recorded = "S9/Walking 1/54138969";

    [Theory]
    [InlineData("pixels")]
    [InlineData("image")]
    [InlineData("box")]
    public void Model_features_that_need_no_camera_accept_a_frame_of_any_stream(string features)
    {
        var views = new StreamCameraResolver("", Cards.Of(features), null);
        Assert.True(views.TryFind(Frame("cam-1", 1920, 1080), out var view, out _));
        Assert.Equal(new CameraView(1920, 1080, null), view);
        Assert.True(views.TryFind(Frame("cam-1"), out view, out _));
        Assert.Equal(new CameraView(1000, 1002, null), view);
    }

    [Theory]
    [InlineData("rays")]
    [InlineData("centred")]
    public void Model_features_that_need_a_camera_reject_a_stream_without_one_by_name(string features)
    {
        var views = new StreamCameraResolver("", Cards.Of(features), null);
        Assert.False(views.TryFind(Frame("cam-1", 1920, 1080), out _, out var problem));
        Assert.Equal($"the model's features '{features}' need a camera, and stream \"cam-1\" has none; add one to --cameras", problem);
        Assert.False(views.TryFind(Frame("S77/Walking 1/54138969"), out _, out _));
    }

    [Fact]
    public void Stream_named_like_a_recorded_one_has_the_published_Human36M_camera()
    {
        Assert.True(new StreamCameraResolver("", Cards.Of("rays"), null).TryFind(Frame(Recorded), out var view, out _));
        Assert.Equal(CameraView.Of(Human36mCameras.Find("S9", "54138969")!), view);
    }

    [Fact]
    public void Frame_with_its_own_image_size_keeps_it_and_the_camera_of_its_stream()
    {
        Assert.True(new StreamCameraResolver("", Cards.Of("centred"), null).TryFind(Frame(Recorded, 500, 501), out var view, out _));
        Assert.Equal((500, 501, "54138969"), (view.Width, view.Height, view.Camera?.Name));
    }

    [Fact]
    public void Cameras_file_prefix_gives_a_stream_its_camera_and_overrides_the_image_option()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"hall/*":{"width":640,"height":480,"fx":500,"fy":500,"cx":320,"cy":240}}""");
            var cameras = CameraCatalogue.Load(file);
            Assert.True(new StreamCameraResolver("", Cards.Of("rays"), cameras).TryFind(Frame("hall/3"), out var view, out _));
            Assert.Equal((640, 480, 500.0), (view.Width, view.Height, view.Camera!.Intrinsics.Fx));
            Assert.True(new StreamCameraResolver("1280x720", Cards.Of("image"), cameras).TryFind(Frame("hall/3"), out view, out _));
            Assert.Equal((640, 480), (view.Width, view.Height));
            Assert.True(new StreamCameraResolver("1280x720", Cards.Of("image"), cameras).TryFind(Frame("yard"), out view, out _));
            Assert.Equal((1280, 720), (view.Width, view.Height));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Camera_lookup_for_a_known_stream_allocates_nothing()
    {
        var views = new StreamCameraResolver("", Cards.Of("centred"), null);
        KeypointFrame[] frames = [Frame(Recorded), Frame("S9/Walking 1/55011271"), Frame("nobody")];
        Assert.Equal(
            0,
            Allocations.Of(() =>
            {
                foreach (var frame in frames)
                    views.TryFind(frame, out _, out _);
            })
        );
    }

    private static KeypointFrame Frame(string stream, int width = 0, int height = 0)
    {
        var frame = new KeypointFrame();
        frame.Begin(Encoding.UTF8.GetBytes(stream), 0, 0, Skeletons.H36m17, width, height);
        return frame;
    }
}
