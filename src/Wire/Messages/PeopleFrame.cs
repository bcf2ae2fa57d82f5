using StreamLift.Poses.Layouts;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Messages;

/// <summary>
/// All people of a rig at one instant, in the rig's world: the output of the second stage. Reuse one instance for frame after frame: its arrays grow and are
/// kept. Not thread-safe.
/// </summary>
public sealed class PeopleFrame
{
    private readonly CachedString _rigName = new();
    private readonly List<CachedString> _streamNames = [];
    private Camera[] _cameras = new Camera[4];
    private Person[] _people = new Person[4];
    private int[] _views = new int[16];
    private int _viewCount;

    /// <summary>The rig's name, UTF-8, without JSON's escapes.</summary>
    public ReadOnlySpan<byte> Rig => Text.Slice(RigText);

    /// <summary><see cref="Rig"/> as a string; a new string is made only when the name differs from that of the frame before.</summary>
    public string RigName => _rigName.Get(Rig);

    /// <summary>0, 1, 2 … of this rig, without gaps.</summary>
    public long Sequence { get; internal set; }

    /// <summary>The instant, milliseconds since 1970 UTC; may have a fraction.</summary>
    public double TimestampMs { get; internal set; }

    /// <summary>The name of the joints' layout: <c>h36m17</c>.</summary>
    public string Layout => LayoutText.Value;

    /// <summary>The built-in layout that <see cref="Layout"/> names, with the joints' names; null when there is none of this name.</summary>
    public Skeleton? Skeleton => SkeletonCatalogue.BuiltIn.TryGet(Layout, out var skeleton) ? skeleton : null;

    /// <summary>The unit of the joints: <c>mm</c>.</summary>
    public string Unit => UnitText.Value;

    /// <summary>The axes of the joints: <c>world</c>.</summary>
    public string Space => SpaceText.Value;

    /// <summary>The number of cameras whose frames took part.</summary>
    public int CameraCount { get; private set; }

    /// <summary>The number of people.</summary>
    public int PersonCount { get; private set; }

    internal CachedString LayoutText { get; } = new();

    internal CachedString UnitText { get; } = new();

    internal CachedString SpaceText { get; } = new();

    internal CachedString PointsLayoutText { get; } = new();

    internal FloatArena Numbers { get; } = new();

    internal TextArena Text { get; } = new();

    internal (int Start, int Count) RigText { get; set; }

    /// <summary>The stream of a camera's frame, UTF-8, without JSON's escapes.</summary>
    public ReadOnlySpan<byte> CameraStream(int camera) => Text.Slice(CameraAt(camera).Stream);

    /// <summary><see cref="CameraStream"/> as a string; a new string is made only when the name differs from that of the frame before.</summary>
    public string CameraStreamName(int camera)
    {
        var utf8 = CameraStream(camera);
        while (_streamNames.Count <= camera)
            _streamNames.Add(new CachedString());
        return _streamNames[camera].Get(utf8);
    }

    /// <summary>The number of a camera's frame within its stream.</summary>
    public long CameraFrame(int camera) => CameraAt(camera).Frame;

    /// <summary>The capture time of a camera's frame, as its clock says, milliseconds since 1970 UTC.</summary>
    public double CameraTimestampMs(int camera) => CameraAt(camera).TimestampMs;

    /// <summary>The id of a person's track; never used twice in a rig.</summary>
    public long Id(int person) => Of(person).Id;

    /// <summary>x, y, z of each joint, mm, in the rig's world: 51 numbers.</summary>
    public ReadOnlySpan<float> Joints(int person) => Row(Of(person).Joints);

    /// <summary>The expected error of each joint, mm, as the standard deviation along each axis: 17 numbers.</summary>
    public ReadOnlySpan<float> Sigma(int person) => Row(Of(person).Sigma);

    /// <summary>Where each joint comes from: <c>t</c> triangulated, <c>l</c> lifted, <c>p</c> predicted; 17 letters, UTF-8.</summary>
    public ReadOnlySpan<byte> Source(int person) => Text.Slice(Of(person).Source);

    /// <summary>The cameras that saw the person, by their index in this frame.</summary>
    public ReadOnlySpan<int> Views(int person) => _views.AsSpan(Of(person).Views.Start, Of(person).Views.Count);

    /// <summary>The median distance between projected and seen joints, px; NaN when no camera saw the person.</summary>
    public float Reprojection(int person) => Of(person).Reprojection;

    /// <summary>The smoothed joints, as <see cref="Joints"/>; empty for none.</summary>
    public ReadOnlySpan<float> Smooth(int person) => Row(Of(person).Smooth);

    /// <summary>The layout of <see cref="Points"/>; empty for none.</summary>
    public string PointsLayout(int person) => Of(person).PointsLayout ?? "";

    /// <summary>
    /// x, y, z of each joint of the input layout, mm, in the rig's world; NaN for a joint that could not be triangulated. Empty for none.
    /// </summary>
    public ReadOnlySpan<float> Points(int person) => WritablePoints(person);

    internal void Clear()
    {
        (Sequence, TimestampMs, RigText) = (0, 0, default);
        foreach (var text in (ReadOnlySpan<CachedString>)[LayoutText, UnitText, SpaceText])
            text.Clear();
        Text.Clear();
        ClearCameras();
        ClearPeople();
    }

    internal void ClearCameras() => CameraCount = 0;

    internal void ClearPeople()
    {
        (PersonCount, _viewCount) = (0, 0);
        Numbers.Truncate(0);
    }

    internal ref Camera AddCamera()
    {
        if (CameraCount == _cameras.Length)
            Array.Resize(ref _cameras, 2 * CameraCount);
        _cameras[CameraCount] = default;
        return ref _cameras[CameraCount++];
    }

    internal ref Person AddPerson()
    {
        if (PersonCount == _people.Length)
            Array.Resize(ref _people, 2 * PersonCount);
        _people[PersonCount] = new Person { Reprojection = float.NaN };
        return ref _people[PersonCount++];
    }

    /// <summary>Adds to the views of the person that was added last.</summary>
    internal void AddView(ref (int Start, int Count) views, int view)
    {
        if (views.Count == 0)
            views.Start = _viewCount;
        if (_viewCount == _views.Length)
            Array.Resize(ref _views, 2 * _viewCount);
        _views[_viewCount++] = view;
        views.Count++;
    }

    internal Span<float> WritablePoints(int person) => Numbers.Row(Of(person).Points.Start, Of(person).Points.Count);

    private ReadOnlySpan<float> Row((int Start, int Count) row) => Numbers.Row(row.Start, row.Count);

    private ref Camera CameraAt(int camera)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)camera, (uint)CameraCount, nameof(camera));
        return ref _cameras[camera];
    }

    private ref Person Of(int person)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)person, (uint)PersonCount, nameof(person));
        return ref _people[person];
    }

    internal struct Camera
    {
        public (int Start, int Count) Stream;
        public long Frame;
        public double TimestampMs;
    }

    internal struct Person
    {
        public long Id;
        public (int Start, int Count) Joints;
        public (int Start, int Count) Sigma;
        public (int Start, int Count) Source;
        public (int Start, int Count) Views;
        public float Reprojection;
        public (int Start, int Count) Smooth;
        public string? PointsLayout;
        public (int Start, int Count) Points;
    }
}
