using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Time;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Tests.Time;

/// <summary>A timeline that is fed with made frames of two people who walk at 1 px/ms, and what came out of it.</summary>
internal sealed class PlayedTimeline
{
    public const double Epoch = 1_700_000_000_000;

    private static readonly JointMap Map = SkeletonCatalogue.BuiltIn.Map(Skeletons.H36m17, Skeletons.H36m17);

    private readonly int _cameras;
    private readonly double _waitMs;
    private readonly ViewFrame _frame = new();
    private readonly PeopleInstant _people = new();
    private double? _rateHz;

    public PlayedTimeline(int cameras, double waitMs, double? rateHz = null)
    {
        (_cameras, _rateHz, _waitMs) = (cameras, rateHz, waitMs);
        Timeline = New();
    }

    public ViewTimeline Timeline { get; private set; }

    public List<PlayedInstant> Instants { get; } = [];

    /// <summary>All instants as text: equal text, equal instants.</summary>
    public string Text => string.Join('\n', Instants.Select(instant => $"{instant.TimeMs:R}: {string.Join(", ", instant.Views)}"));

    /// <summary>Saves the state and goes on with a new timeline that has restored it.</summary>
    public void Restart() => Restart(_rateHz);

    /// <summary>The same, and from then on at another rate.</summary>
    public void Restart(double? rateHz)
    {
        _rateHz = rateHz;
        var writer = new StateWriter();
        Timeline.Save(writer);
        var reader = new StateReader(writer.Written);
        Timeline = New();
        Timeline.Restore(ref reader, SkeletonCatalogue.BuiltIn);
        Assert.True(reader.IsAtEnd);
    }

    public PlayedTimeline Play(IEnumerable<MadeFrame> frames)
    {
        foreach (var frame in frames)
            Add(frame);
        return this;
    }

    /// <summary>Adds a frame and takes the instants that can be closed.</summary>
    /// <returns>How many.</returns>
    public int Add(MadeFrame made)
    {
        Fill(_frame, made);
        Timeline.Add(_frame);
        return Take();
    }

    public void Complete()
    {
        Timeline.Complete();
        Take();
    }

    public static void Fill(ViewFrame frame, MadeFrame made)
    {
        frame.Begin(made.Camera, made.Number, Epoch + made.ClockMs, Map);
        for (var i = 0; i < 2; i++)
        {
            // The people change places from frame to frame, as they do for a detector without tracking.
            var who = (made.Number + i) % 2;
            var person = frame.Add(-1, 0.9f, true);
            for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
            {
                var keypoint = frame.Keypoints(person).Slice(3 * joint, 3);
                (keypoint[0], keypoint[1], keypoint[2]) = ((float)((who * 700) + (20 * joint) + made.TrueMs), 20 * joint, 1);
            }
            frame.Lifted(person)[0] = (float)made.TrueMs;
            frame.MapBody(person);
        }
    }

    private ViewTimeline New() => new(_cameras, _rateHz, TimeSpan.FromMilliseconds(_waitMs));

    private int Take()
    {
        var taken = 0;
        for (; Timeline.TryNext(_people, Instants.Count); taken++)
            Instants.Add(new PlayedInstant(_people.TimestampMs - Epoch, [.. Timeline.Views.Select((view, i) => PlayedView.Of(view, _people.Cameras[i]))]));
        return taken;
    }
}

/// <summary>An instant that came out.</summary>
internal sealed record PlayedInstant(double TimeMs, IReadOnlyList<PlayedView> Views);

/// <summary>A camera's part in it: where the first person and the second are (px), by which the true time is seen.</summary>
internal sealed record PlayedView(int Camera, long Frame, float First, float Second, float Lifted)
{
    public static PlayedView Of(ViewFrame view, InstantCamera camera)
    {
        Assert.Equal(view.Camera, camera.Camera);
        var places = Enumerable.Range(0, view.Count).Select(person => view.Body(person)[0]).Order().ToList();
        return new PlayedView(
            view.Camera,
            camera.Frame,
            places.FirstOrDefault(-1),
            places.ElementAtOrDefault(1) - 700,
            view.Count > 0 ? view.Lifted(0)[0] : -1
        );
    }
}
