using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Association;

/// <summary>
/// The sightings of an instant: each person of each view, with the rays of its core joints in the world and the directions of its lifted bones. A sighting is
/// its index, in the order of the views and of their people. Reused; its arrays grow and are kept. Not thread-safe.
/// </summary>
/// <param name="rig">The cameras.</param>
internal sealed class Sightings(CaptureRig rig)
{
    /// <summary>The most people of a view that take part.</summary>
    public const int MostPeople = 32;

    private readonly Lens[] _lenses = [.. rig.Cameras.Select(camera => Lens.Of(camera))];
    private int[] _starts = new int[1];
    private Sighting[] _sightings = [];
    private Ray[] _rays = [];
    private Point3[] _bones = [];

    /// <summary>The number of views.</summary>
    public int Views { get; private set; }

    /// <summary>The number of sightings.</summary>
    public int Count => _starts[Views];

    /// <summary>The first sighting of a view; that of the view after the last is <see cref="Count"/>.</summary>
    public int Start(int view) => _starts[view];

    /// <summary>The view and the person of a sighting.</summary>
    public Sighting this[int sighting] => _sightings[sighting];

    /// <summary>The camera's place and noise of a sighting.</summary>
    public ref readonly Lens LensOf(int sighting) => ref _lenses[_sightings[sighting].Camera];

    /// <summary>The rays of a sighting's core joints.</summary>
    public ReadOnlySpan<Ray> Rays(int sighting) => _rays.AsSpan(sighting * CoreJoints.Count, CoreJoints.Count);

    /// <summary>The directions of a sighting's lifted bones in the world; empty where the person was not lifted.</summary>
    public ReadOnlySpan<Point3> Bones(int sighting) =>
        _sightings[sighting].IsLifted ? _bones.AsSpan(sighting * CoreJoints.BoneCount, CoreJoints.BoneCount) : default;

    /// <summary>Takes in the views of an instant.</summary>
    /// <returns>The number of people that are left out, because a view has too many.</returns>
    public int Begin(IReadOnlyList<ViewFrame> views)
    {
        var dropped = 0;
        Views = views.Count;
        if (_starts.Length <= Views)
            _starts = new int[Views + 1];
        for (var view = 0; view < Views; view++)
        {
            var people = Math.Min(views[view].Count, MostPeople);
            dropped += views[view].Count - people;
            _starts[view + 1] = _starts[view] + people;
        }
        Reserve();
        for (var view = 0; view < Views; view++)
        for (var person = 0; person < _starts[view + 1] - _starts[view]; person++)
            Add(_starts[view] + person, view, views[view], person);
        return dropped;
    }

    private void Add(int sighting, int view, ViewFrame frame, int person)
    {
        var camera = rig.Cameras[frame.Camera];
        var rays = _rays.AsSpan(sighting * CoreJoints.Count, CoreJoints.Count);
        var body = frame.Body(person);
        var seen = 0;
        for (var joint = 0; joint < rays.Length; joint++)
        {
            var keypoint = body.Slice(3 * CoreJoints.Joints[joint], 3);
            rays[joint] = keypoint[2] > 0 ? Ray.Along(camera.Direction(keypoint[0], keypoint[1]), keypoint[2]) : default;
            seen += rays[joint].IsSeen ? 1 : 0;
        }
        _sightings[sighting] = new Sighting(view, frame.Camera, person, seen, frame.IsLifted(person));
        if (!frame.IsLifted(person))
            return;
        Span<Point3> joints = stackalloc Point3[CoreJoints.Count];
        for (var joint = 0; joint < joints.Length; joint++)
            joints[joint] = camera.Turn(Point3.Of(frame.Lifted(person), CoreJoints.Joints[joint]));
        BoneDirections.Write(joints, _bones.AsSpan(sighting * CoreJoints.BoneCount, CoreJoints.BoneCount));
    }

    private void Reserve()
    {
        if (_sightings.Length >= Count)
            return;
        var room = Math.Max(16, 2 * Count);
        _sightings = new Sighting[room];
        _rays = new Ray[room * CoreJoints.Count];
        _bones = new Point3[room * CoreJoints.BoneCount];
    }
}

/// <summary>One person in one view.</summary>
/// <param name="View">The view's index in the instant.</param>
/// <param name="Camera">The camera's index in the rig.</param>
/// <param name="Person">The person's index in the view.</param>
/// <param name="Seen">The number of core joints that were seen.</param>
/// <param name="IsLifted">Whether the person was lifted.</param>
internal readonly record struct Sighting(int View, int Camera, int Person, int Seen, bool IsLifted);
