using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.View.Sources;

/// <summary>The sources, rigs and input layouts that records have named so far. Under the hub's lock.</summary>
/// <param name="settings">The rigs and layouts to look in, and who is told of what is probably wrong.</param>
internal sealed class SourceTable(ViewSettings settings)
{
    /// <summary>The most sources: records with ever new names can't make the server grow for ever.</summary>
    public const int MaxSources = 1024;

    private const int MaxLayouts = 64;

    private readonly Dictionary<(RecordKind Kind, string Name), FrameSource> _byName = [];
    private readonly List<FrameSource> _sources = [];
    private readonly List<RigView> _rigs = [];
    private readonly List<InputLayout> _layouts = [];
    private bool _isFull;

    /// <summary>The sources; each has its place as its index.</summary>
    public IReadOnlyList<FrameSource> Sources => _sources;

    /// <summary>The rigs.</summary>
    public IReadOnlyList<RigView> Rigs => _rigs;

    /// <summary>The input layouts; frames name them by their place.</summary>
    public IReadOnlyList<InputLayout> Layouts => _layouts;

    /// <summary>Whether viewers don't know something yet that is in the table.</summary>
    public bool IsChanged { get; set; }

    /// <summary>The source of a frame of people; null where there are too many.</summary>
    public FrameSource? Of(PeopleFrame frame)
    {
        var source = _byName.TryGetValue((RecordKind.People, frame.RigName), out var known) ? known : AddRig(frame);
        if (source is null)
            return null;
        for (var camera = 0; camera < frame.CameraCount; camera++)
        {
            source.Rig!.IndexOf(frame.CameraStreamName(camera), out var isNew);
            IsChanged |= isNew;
        }

        return source;
    }

    /// <summary>The source of a frame of poses; null where there are too many.</summary>
    public FrameSource? Of(PoseFrame frame)
    {
        var source = _byName.TryGetValue((RecordKind.Poses, frame.StreamName), out var known) ? known : AddStream(frame.StreamName);
        if (source is not null && frame.Width > 0 && source.Image != (frame.Width, frame.Height))
            (source.Image, IsChanged) = ((frame.Width, frame.Height), true);
        return source;
    }

    /// <summary>The index of the layout of a frame's keypoints; -1 where there are too many.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="joints">Its number of joints, in case the layout is not known.</param>
    public int LayoutOf(string name, int joints)
    {
        for (var i = 0; i < _layouts.Count; i++)
            if (_layouts[i].Name == name)
                return i;
        if (_layouts.Count == MaxLayouts)
            return -1;
        IsChanged = true;
        _layouts.Add(new InputLayout(name, settings.Layouts.TryGet(name, out var skeleton) ? skeleton : null, joints));
        return _layouts.Count - 1;
    }

    private FrameSource? AddRig(PeopleFrame frame)
    {
        if (IsFull())
            return null;
        var rig = _rigs.Find(rig => rig.Name == frame.RigName);
        if (rig is null)
        {
            var found = frame.CameraCount > 0 ? settings.Rigs.Find(frame.CameraStreamName(0))?.Rig : null;
            if (found is not null && found.Name != frame.RigName)
                settings.Warn(
                    $"rig \"{OneLine.Of(frame.RigName)}\": the rig file has its camera {OneLine.Of(frame.CameraStreamName(0))} in rig "
                        + $"\"{OneLine.Of(found.Name)}\"; the people are shown without cameras (--rig with the file that they were made with)"
                );
            else if (found is null && frame.CameraCount > 0)
                settings.Warn($"rig \"{OneLine.Of(frame.RigName)}\": its cameras are in no rig file, so they are not shown (--rig FILE)");
            rig = AddRig(new RigView(frame.RigName, found?.Name == frame.RigName ? found : null));
        }

        return Add(new FrameSource(_sources.Count, RecordKind.People, frame.RigName) { Rig = rig });
    }

    private FrameSource? AddStream(string stream)
    {
        if (IsFull())
            return null;
        if (settings.Rigs.Find(stream) is not { } found)
            return Add(new FrameSource(_sources.Count, RecordKind.Poses, stream));
        var rig = _rigs.Find(rig => rig.Name == found.Rig.Name) ?? AddRig(new RigView(found.Rig.Name, found.Rig));
        var camera = rig.IndexOf(stream, out _);
        return Add(new FrameSource(_sources.Count, RecordKind.Poses, stream) { Rig = camera < 0 ? null : rig, Camera = camera < 0 ? null : camera });
    }

    private RigView AddRig(RigView rig)
    {
        _rigs.Add(rig);
        return rig;
    }

    private FrameSource Add(FrameSource source)
    {
        _sources.Add(source);
        _byName.Add((source.Kind, source.Name), source);
        IsChanged = true;
        return source;
    }

    private bool IsFull()
    {
        if (_sources.Count < MaxSources)
            return false;
        if (!_isFull)
            settings.Warn($"more than {MaxSources} rigs and streams: the others are not shown");
        return _isFull = true;
    }
}

/// <summary>A layout that keypoints have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Skeleton">Its joints; null where the layout is not known.</param>
/// <param name="Joints">The number of its joints.</param>
internal sealed record InputLayout(string Name, Skeleton? Skeleton, int Joints);
