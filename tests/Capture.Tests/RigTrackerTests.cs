using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;
using StreamLift.Datasets.Scenes;
using StreamLift.Tests;
using StreamLift.Tests.FilmedScenes;

namespace StreamLift.Capture.Tests;

public class RigTrackerTests
{
    private static readonly FilmedScene Free = new(
        PeopleScene.Walking(
            3,
            4,
            new SceneOptions
            {
                NoisePixels = 5,
                Missed = 0.1,
                Ghosts = 0.02,
                IsFreeRunning = true,
                Seconds = 8,
            }
        )
    );
    private static readonly FilmedScene FreeWithoutGhosts = new(
        PeopleScene.Walking(
            4,
            4,
            new SceneOptions
            {
                NoisePixels = 5,
                IsFreeRunning = true,
                Seconds = 12,
            }
        )
    );
    private static readonly FilmedScene Synchronous = new(
        PeopleScene.Walking(
            4,
            4,
            new SceneOptions
            {
                NoisePixels = 5,
                Missed = 0.1,
                Seconds = 12,
            }
        )
    );

    public static TheoryData<double, double?, Smoothing> Options => new() { { 100, null, Smoothing.OneEuro }, { 60, 50, Smoothing.None } };

    [Theory]
    [MemberData(nameof(Options))]
    public void Tracker_that_is_restored_at_any_time_gives_the_same_bytes(double wait, double? rate, Smoothing smoothing)
    {
        var options = Made(wait, rate, smoothing);
        var whole = Track(Free.Frames, options, _ => false);
        var random = new Random(3);
        Assert.Equal(whole, Track(Free.Frames, options, _ => random.Next(40) == 0));
        Assert.Equal(whole, Track(Free.Frames, options, frame => frame is 300));
        Assert.True(whole.Length > 100_000);
    }

    // Frames of the scene are 5 to 40 ms late: in the order of their times they are as late as can be against it.
    [Theory]
    [MemberData(nameof(Options))]
    public void Instants_have_the_same_bytes_however_the_cameras_interleave_within_the_wait(double wait, double? rate, Smoothing smoothing)
    {
        var options = Made(wait, rate, smoothing);
        var arrived = Track(Free.Frames, options, _ => false);
        Assert.Equal(arrived, Track(Free.Frames.OrderBy(frame => frame.TimestampMs).ThenByDescending(frame => frame.Camera), options, _ => false));
        Assert.Equal(arrived, Track(Free.Frames.OrderBy(frame => frame.TimestampMs + (10.0 * frame.Camera)), options, _ => false));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steady_state_allocates_nothing(bool isFreeRunning)
    {
        var scene = isFreeRunning ? FreeWithoutGhosts : Synchronous;
        var (tracker, state) = (new RigTracker(scene.Rig, new CaptureOptions()), new StateWriter());
        var next = scene.Frames.Count / 2;
        var step = next / 25; // a part for each run that is counted
        Feed(0, next);
        tracker.Save(state);
        Assert.Equal(
            0,
            Allocations.Of(() =>
            {
                Feed(next, next + step);
                next += step;
                state.Clear();
                tracker.Save(state);
            })
        );

        void Feed(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                tracker.Add(scene.Frames[i]);
                while (tracker.TryNext(out _)) { }
            }
        }
    }

    [Fact]
    public void Instants_are_numbered_without_gaps_and_name_the_nearest_frames()
    {
        var (tracker, sequence) = (new RigTracker(Free.Rig, new CaptureOptions()), 0L);
        foreach (var frame in Free.Frames)
        {
            tracker.Add(frame);
            for (; tracker.TryNext(out var people); sequence++)
            {
                Assert.Equal(sequence, people.Sequence);
                Assert.All(people.Cameras, camera => Assert.InRange(camera.TimestampMs - people.TimestampMs, -80, 80));
                Assert.Equal(people.Cameras.Select(camera => camera.Camera).Order().Distinct(), people.Cameras.Select(camera => camera.Camera));
                for (var i = 0; i < people.Count; i++)
                    Assert.True(people[i].IsSmoothed);
            }
        }
        Assert.Equal(sequence, tracker.Report.Instants);
        Assert.True(sequence > 400);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // as after an outage, where each camera's frames come from a partition of their own: nearly all are late
    public void State_stays_small(bool isCameraByCamera)
    {
        var (tracker, state, largest) = (new RigTracker(Free.Rig, new CaptureOptions()), new StateWriter(), 0);
        foreach (var frame in isCameraByCamera ? Free.Frames.OrderBy(frame => frame.Camera) : Free.Frames.AsEnumerable())
        {
            tracker.Add(frame);
            while (tracker.TryNext(out _)) { }
            state.Clear();
            tracker.Save(state);
            largest = Math.Max(largest, state.Written.Length);
        }
        Assert.InRange(largest, 1000, 150_000);
    }

    [Fact]
    public void State_of_another_version_or_rig_is_refused()
    {
        var state = new StateWriter();
        new RigTracker(Free.Rig, new CaptureOptions()).Save(state);
        var bytes = state.Written.ToArray();
        Assert.Contains("ends early", Refused(bytes[..^3], Free.Rig), StringComparison.Ordinal);
        Assert.Contains("has 3 now", Refused(bytes, Free.Rig with { Cameras = [.. Free.Rig.Cameras.Take(3)] }), StringComparison.Ordinal);
        // 1: before the gaps between frames and the counts of frames behind others' were in it
        Assert.Contains("of version 1; this program reads version 2", Refused([1, .. bytes[1..]], Free.Rig), StringComparison.Ordinal);
        Assert.Contains("of version 3; this program reads version 2", Refused([3, .. bytes[1..]], Free.Rig), StringComparison.Ordinal);

        static string Refused(byte[] bytes, CaptureRig rig) =>
            Assert
                .Throws<InvalidDataException>(() =>
                {
                    var reader = new StateReader(bytes);
                    new RigTracker(rig, new CaptureOptions()).Restore(ref reader);
                })
                .Message;
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RigTracker(Free.Rig with { Cameras = [] }, new CaptureOptions()));
        Assert.Throws<ArgumentException>(() => new RigTracker(Free.Rig, new CaptureOptions { RateHz = 0 }));
        Assert.Throws<ArgumentException>(() => new RigTracker(Free.Rig, new CaptureOptions { Wait = TimeSpan.FromMinutes(1) }));
    }

    [Fact]
    public void Clock_that_is_an_hour_ahead_is_reported_in_words()
    {
        var tracker = new RigTracker(Synchronous.Rig, new CaptureOptions());
        var late = new ViewFrame();
        foreach (var frame in Synchronous.Frames.Take(200))
        {
            late.CopyFrom(frame);
            if (frame.Camera == 2)
                late.Begin(2, frame.Frame, frame.TimestampMs + 3_725_000, frame.Map);
            tracker.Add(late);
            while (tracker.TryNext(out _)) { }
        }
        Assert.Equal(
            "camera synthetic/camera-3: its clock is 1 hour 2 minutes ahead of the other cameras' clocks; "
                + "its frames are refused until it is set right (NTP or PTP)",
            Assert.Single(tracker.Report.Problems)
        );
        Assert.Equal(50, tracker.Report.Cameras[2].Refused);
        Assert.InRange(tracker.Report.Instants, 48, 50);
    }

    private static CaptureOptions Made(double wait, double? rate, Smoothing smoothing) =>
        new()
        {
            Wait = TimeSpan.FromMilliseconds(wait),
            RateHz = rate,
            Smoothing = smoothing,
        };

    /// <summary>All instants of a tracker as bytes.</summary>
    private static byte[] Track(IEnumerable<ViewFrame> frames, CaptureOptions options, Func<int, bool> isRestarted)
    {
        var (tracker, output, state, count) = (new RigTracker(Free.Rig, options), new StateWriter(), new StateWriter(), 0);
        foreach (var frame in frames)
        {
            tracker.Add(frame);
            Take();
            if (!isRestarted(count++))
                continue;
            state.Clear();
            tracker.Save(state);
            tracker = new RigTracker(Free.Rig, options);
            var reader = new StateReader(state.Written);
            tracker.Restore(ref reader);
            Assert.True(reader.IsAtEnd);
        }
        tracker.Complete();
        Take();
        return output.Written.ToArray();

        void Take()
        {
            while (tracker.TryNext(out var people))
                Write(people, output);
        }
    }

    private static void Write(PeopleInstant people, StateWriter output)
    {
        output.Long(people.Sequence);
        output.Double(people.TimestampMs);
        foreach (var camera in people.Cameras)
            output.Doubles([camera.Camera, camera.Frame, camera.TimestampMs]);
        for (var i = 0; i < people.Count; i++)
        {
            output.Long(people[i].Id);
            output.Floats(people[i].Joints);
            output.Floats(people[i].Sigma);
            output.Floats(people[i].Smooth);
            output.Long((long)people[i].Views);
            output.Flag(people[i].IsSmoothed);
        }
    }
}
