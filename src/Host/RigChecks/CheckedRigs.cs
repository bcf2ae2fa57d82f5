using StreamLift.Poses.Layouts;
using StreamLift.Rigs;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.RigChecks;

/// <summary>What the records of a topic say of the cameras of rigs. One thread.</summary>
/// <param name="catalogue">The rigs.</param>
internal sealed class CheckedRigs(RigCatalogue catalogue)
{
    private readonly SortedDictionary<string, CheckedRig?> _rigs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CheckedRig> _byStream = new(StringComparer.Ordinal);
    private readonly float[] _mapped = new float[Skeletons.PoseWidth];

    /// <summary>The rigs on the topic.</summary>
    public IReadOnlyList<CheckedRig> Rigs => [.. _rigs.Values.OfType<CheckedRig>()];

    /// <summary>The number of records of each rig that the catalogue does not have.</summary>
    public IReadOnlyDictionary<string, long> Unknown => _unknown;

    /// <summary>The number of frames whose keypoints were compared.</summary>
    public long Compared { get; private set; }

    /// <summary>The layouts of keypoints that can't be compared: they are not built in.</summary>
    public SortedSet<string> UnknownLayouts { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds an instant.</summary>
    public void Add(PeopleFrame frame)
    {
        if (frame.CameraCount == 0)
            return;
        if (!_rigs.TryGetValue(frame.RigName, out var rig))
        {
            rig = catalogue.Find(frame.CameraStreamName(0)) is { } found && found.Rig.Name == frame.RigName ? new CheckedRig(found.Rig) : null;
            _rigs[frame.RigName] = rig;
            foreach (var camera in rig?.Cameras ?? [])
                _byStream[camera.Stream] = rig!;
        }
        if (rig is null)
            _unknown[frame.RigName] = _unknown.GetValueOrDefault(frame.RigName) + 1;
        else
            rig.Add(frame);
    }

    /// <summary>Compares the people with the keypoints of a camera's frame, if it was kept. All instants must have been added.</summary>
    public void Compare(PoseFrame frame)
    {
        if (!_byStream.TryGetValue(frame.StreamName, out var rig) || rig.Take(frame.StreamName, frame.FrameNumber) is not { } kept)
            return;
        if (frame.InputLayout.Length == 0)
            return;
        if (!SkeletonCatalogue.BuiltIn.TryGet(frame.InputLayout, out var layout))
        {
            UnknownLayouts.Add(frame.InputLayout);
            return;
        }
        Compared++;
        var map = ReferenceEquals(layout, Skeletons.H36m17) ? null : SkeletonCatalogue.BuiltIn.Map(layout, Skeletons.H36m17);
        var seen = new List<float[]>();
        for (var person = 0; person < frame.PersonCount; person++)
        {
            if (frame.Keypoints(person).IsEmpty)
                continue;
            if (map is null)
                frame.Keypoints(person).CopyTo(_mapped);
            else
                map.Apply(frame.Keypoints(person), _mapped);
            seen.Add((float[])_mapped.Clone());
        }
        kept.Camera.Compare(kept, seen, frame.Width, frame.Height);
    }
}
