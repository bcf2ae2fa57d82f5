using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Tests.Rooms;
using StreamLift.Capture.Tracks;
using StreamLift.Poses.Cameras;

namespace StreamLift.Capture.Tests.Tracks;

public class OneCameraTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void People_before_one_camera_keep_their_ids_and_ghosts_get_none(int seed)
    {
        var rig = MadeRig.Around(1);
        var detector = new Detector(rig, seed)
        {
            NoisePixels = 5,
            Missed = 0.1,
            Ghosts = 0.02,
            LiftedMm = 50,
        };
        var room = Crowd.Walk(3, 900, seed);
        var score = TrackedRoom.Score(rig, detector, room);
        output.WriteLine(score.ToString());
        Assert.Equal(0, score.Switches);
        Assert.Equal([0L, 1L, 2L], score.Ids);
    }

    [Fact]
    public void World_of_one_camera_without_extrinsics_is_its_own_frame()
    {
        var lens = new Intrinsics(1280, 1024, 1000, 1000, 640, 512, Distortion.None);
        var rig = new CaptureRig("alone", [new PlacedCamera("alone", new Camera("alone", lens, null))]);
        // y is down: the person's z becomes -y, four metres before the camera.
        var pose = Walker.Pose(default, 1, 1).Select(joint => new Point3(joint.X, 1000 - joint.Z, 4000 + joint.Y)).ToArray();
        var (tracker, people, detector) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant(), new Detector(rig, 1) { LiftedMm = 1 });
        for (var instant = 0; instant < 20; instant++)
        {
            people.Begin(instant, Instants.Ms(instant));
            tracker.Update(Instants.Ms(instant), detector.See(instant, [pose]), people);
        }
        Assert.Equal(1, people.Count);
        Assert.True(Point3.Of(people[0].Joints, 0).To(pose[0]) < 150, $"{Point3.Of(people[0].Joints, 0)}");
    }
}
