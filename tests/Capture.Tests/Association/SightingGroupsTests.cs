using StreamLift.Capture.Association;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.Tests.Rooms;

namespace StreamLift.Capture.Tests.Association;

public class SightingGroupsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Each_person_becomes_one_group_of_all_cameras(int cameras)
    {
        // Not around the whole circle: two cameras that face each other can't tell depths.
        var rig = MadeRig.Of([.. Enumerable.Range(0, cameras).Select(i => (0.3 + (1.1 * i), 5000.0))]);
        var room = Crowd.Walk(4, 300, 3);
        var (sightings, groups, wrong) = (new Sightings(rig), new SightingGroups(rig), 0);
        var detector = new Detector(rig, 1) { NoisePixels = 5 };
        for (var instant = 0; instant < room.Length; instant += 10)
        {
            sightings.Begin(detector.See(instant, room[instant]));
            groups.Find(sightings, new bool[sightings.Count]);
            for (var group = 0; group < groups.Count; group++)
                wrong += groups[group].Length == cameras && IsOne(sightings, groups[group], room[instant]) ? 0 : 1;
            wrong += Math.Abs(groups.Count - 4);
        }
        Assert.True(wrong <= (cameras == 2 ? 6 : 0), $"{wrong} of 120 groups are wrong");
    }

    // Two people whose rays meet in two cameras only by accident: each camera sees one of them, on the line where the other camera sees the other.
    [Fact]
    public void Lifted_poses_that_face_apart_are_not_one_person()
    {
        var rig = MadeRig.Of([(0.3, 5000), (1.4, 5000)]);
        var (sightings, groups) = (new Sightings(rig), new SightingGroups(rig));
        Assert.Equal(1, Groups(0));
        Assert.Equal(0, Groups(Math.PI));

        int Groups(double turned)
        {
            var (pose, other) = (Walker.Pose(default, 1, 0), Walker.Pose(default, 1 + turned, 0));
            var views = new Detector(rig, 1) { LiftedMm = 20 }.See(0, [pose]);
            var turnedViews = new Detector(rig, 1) { LiftedMm = 20 }.See(0, [other]);
            turnedViews[1].Lifted(0).CopyTo(views[1].Lifted(0));
            sightings.Begin(views);
            groups.Find(sightings, new bool[sightings.Count]);
            return groups.Count;
        }
    }

    [Fact]
    public void Sightings_that_are_taken_are_in_no_group()
    {
        var rig = MadeRig.Around(3);
        var (sightings, groups) = (new Sightings(rig), new SightingGroups(rig));
        sightings.Begin(new Detector(rig, 1).See(0, [Walker.Pose(default, 1, 0)]));
        groups.Find(sightings, [false, true, false]);
        Assert.Equal(1, groups.Count);
        Assert.Equal([0, 2], groups[0].ToArray());
    }

    private static bool IsOne(Sightings sightings, ReadOnlySpan<int> group, Point3[][] people)
    {
        var pose = new CorePose();
        pose.Triangulate(sightings, group);
        return people.Any(person => pose.Trunk.To(0.25 * (person[1] + person[4] + person[11] + person[14])) < 80);
    }
}
