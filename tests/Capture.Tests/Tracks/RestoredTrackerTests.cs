using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Tests.Rooms;
using StreamLift.Capture.Tracks;

namespace StreamLift.Capture.Tests.Tracks;

public class RestoredTrackerTests
{
    // Each instant is computed by a tracker that was saved and restored just before, which is as well as restoring at each instant of an undisturbed run.
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 50.0)]
    public void Tracker_restored_at_every_instant_gives_the_same_bytes(int seed, double? liftedMm)
    {
        var (rig, room) = (MadeRig.Around(3), Crowd.Walk(4, 240, seed));
        Detector Detector() =>
            new(rig, seed)
            {
                NoisePixels = 5,
                Missed = 0.25,
                Ghosts = 0.1,
                IsConfused = true,
                LiftedMm = liftedMm,
                IsOn = (_, instant) => instant is < 100 or > 150,
            };
        var (undisturbed, restored) = (Run(Detector()), Run(Detector(), isRestored: true));
        Assert.Contains(undisturbed, bytes => bytes.Length > 1000);
        for (var instant = 0; instant < room.Length; instant++)
            Assert.True(undisturbed[instant].AsSpan().SequenceEqual(restored[instant]), $"instant {instant}");

        List<byte[]> Run(Detector detector, bool isRestored = false)
        {
            var (tracker, people, bytes, state) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant(), new List<byte[]>(), new StateWriter());
            for (var instant = 0; instant < room.Length; instant++)
            {
                if (isRestored)
                {
                    state.Clear();
                    tracker.Save(state);
                    tracker = new PeopleTracker(rig, new CaptureOptions());
                    var reader = new StateReader(state.Written);
                    tracker.Restore(ref reader);
                    Assert.True(reader.IsAtEnd);
                }
                people.Begin(instant, Instants.Ms(instant));
                tracker.Update(Instants.Ms(instant), detector.See(instant, room[instant]), people);
                state.Clear();
                TrackedRoom.Write(people, state);
                tracker.Save(state);
                bytes.Add(state.Written.ToArray());
            }
            return bytes;
        }
    }

    [Fact]
    public void State_of_another_version_is_refused()
    {
        var tracker = new PeopleTracker(MadeRig.Around(2), new CaptureOptions());
        var thrown = Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new StateReader([99, 0, 0]);
            tracker.Restore(ref reader);
        });
        Assert.Equal("the state of the people has version 99, not 1", thrown.Message);
    }

    [Fact]
    public void State_that_ends_early_is_refused_wherever_it_ends()
    {
        var (rig, room, state) = (MadeRig.Around(2), Crowd.Walk(2, 10, 1), new StateWriter());
        var (tracker, people, detector) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant(), new Detector(rig, 1));
        for (var instant = 0; instant < room.Length; instant++)
        {
            people.Begin(instant, Instants.Ms(instant));
            tracker.Update(Instants.Ms(instant), detector.See(instant, room[instant]), people);
        }
        Assert.Equal(2, people.Count);
        tracker.Save(state);
        for (var length = 0; length < state.Written.Length; length += 7)
            Assert.Throws<InvalidDataException>(() =>
            {
                var reader = new StateReader(state.Written[..length]);
                new PeopleTracker(rig, new CaptureOptions()).Restore(ref reader);
            });
    }
}
