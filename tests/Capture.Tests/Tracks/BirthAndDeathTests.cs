using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Tests.Rooms;
using StreamLift.Capture.Tracks;

namespace StreamLift.Capture.Tests.Tracks;

public class BirthAndDeathTests
{
    private static readonly Point3[][][] Two = Crowd.Walk(2, 400, 5);

    [Fact]
    public void Person_is_born_in_the_fourth_instant_in_which_two_cameras_see_him()
    {
        var rig = MadeRig.Around(2);
        var counts = Counts(rig, new Detector(rig, 1) { CanSee = (_, person) => person == 0 }, 6);
        Assert.Equal([0, 0, 0, 1, 1, 1], counts);
    }

    [Fact]
    public void Person_whom_one_of_two_cameras_sees_is_never_born()
    {
        var rig = MadeRig.Around(2);
        var counts = Counts(rig, new Detector(rig, 1) { CanSee = (camera, person) => camera == 0 && person == 0 }, 400);
        Assert.All(counts, count => Assert.Equal(0, count));
    }

    [Fact]
    public void Ghosts_in_every_frame_give_birth_to_nobody()
    {
        var rig = MadeRig.Around(4);
        var counts = Counts(
            rig,
            new Detector(rig, 1)
            {
                CanSee = (_, _) => false,
                Ghosts = 0.5,
                NoisePixels = 5,
            },
            400
        );
        Assert.All(counts, count => Assert.Equal(0, count));
    }

    [Fact]
    public void Person_out_of_sight_keeps_his_id_for_two_seconds_and_gets_a_new_one_later()
    {
        var rig = MadeRig.Around(3);
        Assert.Equal([0L, 1L], IdsAfter(rig, gap: 55));
        Assert.Equal([2L, 3L], IdsAfter(rig, gap: 80));
    }

    [Fact]
    public void Person_found_elsewhere_than_expected_is_not_taken_to_have_run_there()
    {
        var rig = MadeRig.Around(3);
        // They stop at the 30th instant, out of sight until the 85th, and are hidden again after one instant.
        var detector = new Detector(rig, 3) { NoisePixels = 3, IsOn = (_, instant) => instant is < 30 or 85 };
        var (tracker, people) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant());
        for (var instant = 0; instant <= 88; instant++)
        {
            people.Begin(instant, Instants.Ms(instant));
            tracker.Update(Instants.Ms(instant), detector.See(instant, Two[Math.Min(instant, 30)]), people);
        }
        Assert.Equal(2, people.Count);
        for (var i = 0; i < people.Count; i++)
            Assert.InRange(Point3.Of(people[i].Joints, 0).To(Two[30][i][0]), 0, 50);
    }

    [Fact]
    public void Person_out_of_sight_is_reported_for_a_fifth_of_a_second_with_growing_sigma()
    {
        var rig = MadeRig.Around(3);
        var (tracker, people, detector) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant(), Blinking(rig, 30, 400));
        var sigmas = new List<float>();
        for (var instant = 0; instant < 60; instant++)
        {
            people.Begin(instant, Instants.Ms(instant));
            tracker.Update(Instants.Ms(instant), detector.See(instant, Two[instant]), people);
            if (instant < 30)
                continue;
            if (people.Count > 0)
                sigmas.Add(people[0].Sigma[0]);
            for (var i = 0; i < people.Count; i++)
                Assert.All(people[i].Source, source => Assert.Equal(JointSource.Predicted, source));
        }
        Assert.Equal(6, sigmas.Count);
        Assert.Equal(sigmas.Order(), sigmas);
    }

    [Fact]
    public void People_of_a_time_that_turned_out_to_be_wrong_are_forgotten()
    {
        const double Hour = 3_600_000;
        var rig = MadeRig.Around(3);
        var (tracker, people, detector) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant(), new Detector(rig, 1));
        for (var instant = 0; instant < 30; instant++)
        {
            people.Begin(instant, Instants.Ms(instant) + Hour);
            tracker.Update(Instants.Ms(instant) + Hour, detector.See(instant, Two[instant]), people);
        }
        Assert.Equal(2, people.Count);
        var counts = new List<int>();
        for (var instant = 30; instant < 38; instant++)
        {
            people.Begin(instant, Instants.Ms(instant));
            tracker.Update(Instants.Ms(instant), instant < 32 ? [] : detector.See(instant, Two[instant]), people);
            counts.Add(people.Count);
        }
        Assert.Equal([0, 0, 0, 0, 0, 2, 2, 2], counts);
        Assert.Equal([2L, 3L], [people[0].Id, people[1].Id]);
    }

    [Fact]
    public void People_beyond_32_a_view_are_counted_as_dropped()
    {
        var rig = MadeRig.Around(2);
        var crowd = Enumerable.Range(0, 40).Select(i => Walker.Pose(new Point3(-1800 + (i % 7 * 600), -1800 + (i / 7 * 600), 0), i, i)).ToArray();
        var (tracker, people) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant());
        people.Begin(0, Instants.Ms(0));
        tracker.Update(Instants.Ms(0), new Detector(rig, 1).See(0, crowd), people);
        Assert.True(tracker.Dropped >= 16);
    }

    private static List<int> Counts(CaptureRig rig, Detector detector, int instants)
    {
        var (tracker, people, counts) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant(), new List<int>());
        for (var instant = 0; instant < instants; instant++)
        {
            people.Begin(instant, Instants.Ms(instant));
            tracker.Update(Instants.Ms(instant), detector.See(instant, Two[instant]), people);
            counts.Add(people.Count);
        }
        return counts;
    }

    private static Detector Blinking(CaptureRig rig, int from, int gap)
    {
        var now = 0;
        return new Detector(rig, 3)
        {
            NoisePixels = 3,
            IsOn = (_, instant) => (now = instant) >= 0,
            CanSee = (_, _) => now < from || now >= from + gap,
        };
    }

    private static List<long> IdsAfter(CaptureRig rig, int gap)
    {
        var (tracker, people, detector) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant(), Blinking(rig, 30, gap));
        // They stop while nobody sees them, so that they come back where they were.
        for (var instant = 0; instant < 30 + gap + 20; instant++)
        {
            people.Begin(instant, Instants.Ms(instant));
            tracker.Update(Instants.Ms(instant), detector.See(instant, Two[instant < 30 ? instant : 30 + Math.Max(0, instant - 30 - gap)]), people);
        }
        return [.. Enumerable.Range(0, people.Count).Select(i => people[i].Id)];
    }
}
