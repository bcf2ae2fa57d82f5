using StreamLift.Capture;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Views;

namespace StreamLift.Tests.FilmedScenes;

/// <summary>A scene through a <see cref="RigTracker"/>, and how far its people are from the true ones.</summary>
internal sealed class TrackedScene
{
    private readonly FilmedScene _filmed;
    private readonly float[] _world = new float[51];

    public TrackedScene(FilmedScene filmed, CaptureOptions options)
    {
        _filmed = filmed;
        Tracker = new RigTracker(filmed.Rig, options);
    }

    public RigTracker Tracker { get; }

    /// <summary>Called at each instant, with its time in the scene, ms.</summary>
    public Action<double, PeopleInstant>? OnInstant { get; set; }

    /// <summary>Called for each person who is found: its index in the scene, the time in the scene in ms, the true joints and the tracked person.</summary>
    public Action<int, double, float[], PersonPose>? OnFound { get; set; }

    /// <summary>The distances between true and tracked joints, mm, of people who are tracked.</summary>
    public List<double> Errors { get; } = [];

    public int Expected { get; private set; }

    public int Found { get; private set; }

    public double MeanError => Errors.Average();

    /// <summary>Tracks the whole scene; errors are counted from a time on.</summary>
    public TrackedScene Run(double fromMs)
    {
        foreach (var frame in _filmed.Frames)
        {
            Tracker.Add(frame);
            Take(fromMs);
        }
        Tracker.Complete();
        Take(fromMs);
        return this;
    }

    private void Take(double fromMs)
    {
        while (Tracker.TryNext(out var people))
        {
            var time = people.TimestampMs - FilmedScene.Epoch;
            OnInstant?.Invoke(time, people);
            if (time >= fromMs)
                Score(time, people);
        }
    }

    private void Score(double time, PeopleInstant people)
    {
        for (var i = 0; i < _filmed.Scene.People; i++)
        {
            _filmed.Scene.World(i, time, _world);
            Expected++;
            if (Nearest(people) is not { } person)
                continue;
            Found++;
            OnFound?.Invoke(i, time, _world, person);
            for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
                Errors.Add(Distance(person, joint));
        }
    }

    private PersonPose? Nearest(PeopleInstant people)
    {
        var (nearest, distance) = ((PersonPose?)null, 400.0);
        for (var i = 0; i < people.Count; i++)
            if (Enumerable.Range(0, ViewFrame.BodyJoints).Average(joint => Distance(people[i], joint)) is var mean && mean < distance)
                (nearest, distance) = (people[i], mean);
        return nearest;
    }

    private double Distance(PersonPose person, int joint) => Point3.Of(person.Joints, joint).To(Point3.Of(_world, joint));
}
