using StreamLift.Capture.People;
using StreamLift.Capture.Tests.Rooms;
using StreamLift.Capture.Tracks;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Tests.Tracks;

public class SteadyStateTests
{
    [Fact]
    public void Nothing_is_allocated_for_people_who_are_known()
    {
        var (rig, room) = (MadeRig.Around(4), Crowd.Walk(4, 300, 1));
        var detector = new Detector(rig, 1)
        {
            NoisePixels = 5,
            Missed = 0.1,
            LiftedMm = 50,
        };
        var views = room.Select((poses, instant) => detector.See(instant, poses).Select(Copy).ToArray()).ToArray();
        var (tracker, people) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant());
        Run(0, 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(200, 300);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(4, people.Count);
        Assert.Equal(0, allocated);

        void Run(int from, int to)
        {
            for (var instant = from; instant < to; instant++)
            {
                people.Begin(instant, Instants.Ms(instant));
                tracker.Update(Instants.Ms(instant), views[instant], people);
            }
        }
    }

    private static ViewFrame Copy(ViewFrame frame)
    {
        var copy = new ViewFrame();
        copy.CopyFrom(frame);
        return copy;
    }
}
