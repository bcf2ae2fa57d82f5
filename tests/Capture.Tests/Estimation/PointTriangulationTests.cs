using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Tests.Estimation;

public class PointTriangulationTests
{
    [Fact]
    public void Joints_of_the_input_layout_that_two_cameras_see_are_triangulated()
    {
        var scene = new Scene(4);
        var (estimator, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions { AllJoints = true }), new PersonPose());
        var truth = scene.Person();
        scene.See(truth);
        scene.Set(0, 10, 20, 900, 1);
        for (var camera = 1; camera < 4; camera++)
            scene.Hide(camera, 13);
        estimator.Estimate(scene.Views, new Body(), pose);
        Assert.Same(Skeletons.H36m17, pose.PointsLayout);
        for (var joint = 0; joint < Scene.Joints; joint++)
            if (joint == 13)
                Assert.True(float.IsNaN(pose.Points[3 * joint]), "seen by one camera");
            else
                Assert.True(Point3.Of(pose.Points, joint).To(Point3.Of(truth, joint)) < 1, $"joint {joint}");
    }

    [Fact]
    public void Rays_that_do_not_meet_give_no_point()
    {
        var scene = new Scene(2);
        var (estimator, pose) = (new PoseEstimator(scene.Rig, new CaptureOptions { AllJoints = true }), new PersonPose());
        scene.See(scene.Person(), noisePixels: 2);
        scene.Set(1, 16, 20, 900, 1);
        estimator.Estimate(scene.Views, new Body(), pose);
        Assert.True(float.IsNaN(pose.Points[3 * 16]));
        Assert.False(float.IsNaN(pose.Points[3 * 15]));
    }

    [Fact]
    public void Points_are_left_out_unless_they_are_wanted()
    {
        var scene = new Scene(2);
        var pose = new PersonPose();
        scene.See(scene.Person());
        new PoseEstimator(scene.Rig, new CaptureOptions()).Estimate(scene.Views, new Body(), pose);
        Assert.Null(pose.PointsLayout);
        Assert.True(pose.Points.IsEmpty);
    }
}
