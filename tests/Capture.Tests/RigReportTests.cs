using StreamLift.Capture.Geometry;
using StreamLift.Capture.State;
using StreamLift.Capture.Tests.Rooms;

namespace StreamLift.Capture.Tests;

public class RigReportTests
{
    [Fact]
    public void People_who_were_left_out_because_there_were_too_many_are_reported()
    {
        var rig = MadeRig.Around(2);
        var crowd = Enumerable.Range(0, 40).Select(i => Walker.Pose(new Point3(-1800 + (i % 7 * 600), -1800 + (i / 7 * 600), 0), i, i)).ToArray();
        var (tracker, detector) = (new RigTracker(rig, new CaptureOptions { Wait = TimeSpan.Zero }), new Detector(rig, 1));
        for (var instant = 0; instant < 2; instant++)
            foreach (var view in detector.See(instant, crowd))
                tracker.Add(view);
        Assert.Equal(0, tracker.Report.LeftOut);
        Assert.True(tracker.TryNext(out _));
        Assert.True(tracker.Report.LeftOut >= 16);

        var (state, restored) = (new StateWriter(), new RigTracker(rig, new CaptureOptions()));
        tracker.Save(state);
        var reader = new StateReader(state.Written);
        restored.Restore(ref reader);
        Assert.Equal(tracker.Report.LeftOut, restored.Report.LeftOut);
        Assert.Equal(Instants.Ms(1), restored.Report.NewestMs);
    }
}
