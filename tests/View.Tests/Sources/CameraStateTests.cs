using StreamLift.View.Sources;

namespace StreamLift.View.Tests.Sources;

public class CameraStateTests
{
    private readonly CameraState _camera = new();

    [Fact]
    public void Rate_is_that_of_the_capture_times_over_the_last_seconds()
    {
        for (var frame = 0; frame < 200; frame++)
            _camera.See(frame, 1000 + (frame * 40));
        Assert.Equal(25, _camera.FramesPerSecond(1000 + (199 * 40)), 1e-9);
        Assert.Equal(1000 + (199 * 40), _camera.LastMs);
    }

    [Fact]
    public void Rate_of_a_camera_faster_than_the_window_is_right()
    {
        for (var frame = 0; frame < 1000; frame++)
            _camera.See(frame, frame * 5);
        Assert.Equal(200, _camera.FramesPerSecond(1000 * 5), 1e-9);
    }

    [Fact]
    public void Frame_of_two_topics_counts_once()
    {
        for (var frame = 0; frame < 100; frame++)
        {
            _camera.See(frame, frame * 40);
            _camera.See(frame, frame * 40);
            _camera.See(frame - 1, (frame - 1) * 40);
        }

        Assert.Equal(25, _camera.FramesPerSecond(100 * 40), 1e-9);
    }

    [Fact]
    public void Camera_that_is_silent_for_seconds_has_no_rate()
    {
        _camera.See(0, 0);
        _camera.See(1, 40);
        Assert.Equal(25, _camera.FramesPerSecond(1000), 1e-9);
        Assert.Equal(0, _camera.FramesPerSecond(4000));
        Assert.Equal(0, new CameraState().FramesPerSecond(0));
    }

    [Fact]
    public void Stream_that_begins_anew_counts_from_there()
    {
        for (var frame = 1000; frame < 1100; frame++)
            _camera.See(frame, frame * 40);
        _camera.See(0, 10);
        _camera.See(1, 60);
        Assert.Equal(60, _camera.LastMs);
        Assert.Equal(20, _camera.FramesPerSecond(60), 1e-9);
    }

    [Fact]
    public void Reprojection_follows_the_people_slowly()
    {
        Assert.True(double.IsNaN(_camera.ReprojectionPx));
        _camera.SeeReprojection(2);
        Assert.Equal(2, _camera.ReprojectionPx);
        for (var i = 0; i < 100; i++)
            _camera.SeeReprojection(4);
        Assert.InRange(_camera.ReprojectionPx, 3.9, 4);
    }
}
