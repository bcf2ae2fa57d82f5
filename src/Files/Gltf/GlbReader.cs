using System.Numerics;
using SharpGLTF.Schema2;
using StreamLift.Datasets.Rigs;
using StreamLift.Files.Grid;
using StreamLift.Files.Input;
using StreamLift.Files.Rotations;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Files.Gltf;

/// <summary>Reads glTF models: the people of this program's files, or the one person of another tool's.</summary>
internal static class GlbReader
{
    private const float Metre = 1000; // mm
    private const long Largest = 1L << 30;
    private const int MostFrames = 5_000_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or does not move.</exception>
    /// <exception cref="ConfigurationException">Its joints are unknown.</exception>
    public static MotionRecording Read(string path, ReadOptions options)
    {
        if (new FileInfo(path) is { Length: > Largest } large)
            throw new InvalidDataException($"the file has {large.Length:N0} bytes, which is too large");
        var model = Sound(() => ModelRoot.Load(path, new ReadSettings { Validation = SharpGLTF.Validation.ValidationMode.TryFix }));
        var times = Sound(() => Times(model));
        var finder = new RateFinder();
        foreach (var time in times)
            finder.Add("", 1000.0 * time);
        var rate = finder.Estimate() ?? options.Rate ?? throw new InvalidDataException("it has no animation with three keys or more");
        if (times.Count == 0)
            throw new InvalidDataException("it has no animation");
        RequireShort(times[^1], rate);
        var people = Sound(() => People(model));
        return people.Count > 0 && options.Rig == new RigOptions()
            ? new MotionRecording(Path.GetFileNameWithoutExtension(path), "GLB", WorldUp.Z, rate, Instants(path, model, people, rate, new YUp(WorldUp.Z)))
            : Sound(() => Other(path, model, times, rate, options));
    }

    // SharpGLTF checks the structure first, and some of the content only when it is asked for: then any exception may come
    private static T Sound<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e is not (OutOfMemoryException or IOException or UnauthorizedAccessException or InvalidDataException or ConfigurationException))
        {
            throw new InvalidDataException($"it is damaged, or no glTF model: {OneLine.Of(e.Message, 160)}");
        }
    }

    private static void RequireShort(float seconds, double rate)
    {
        if (!(seconds * rate <= MostFrames))
            throw new InvalidDataException($"its animation is {seconds:N0} s long, which is too long at {rate:0.##} Hz");
    }

    // the keys of the channel that has most
    private static IReadOnlyList<float> Times(ModelRoot model)
    {
        IReadOnlyList<float> most = [];
        foreach (var channel in model.LogicalAnimations.Take(1).SelectMany(animation => animation.Channels))
        {
            float[] times =
            [
                .. channel.GetTranslationSampler()?.GetLinearKeys().Select(key => key.Key)
                    ?? channel.GetRotationSampler()?.GetLinearKeys().Select(key => key.Key)
                    ?? [],
            ];
            if (times.Length > most.Count && times.All(float.IsFinite))
                most = times;
        }
        return most;
    }

    private static MotionRecording Other(string path, ModelRoot model, IReadOnlyList<float> times, double rate, ReadOptions options)
    {
        var joints = options.Rig.Joints is { } file ? new JointFile(file) : null;
        var reading = RigReader.Read(path, new GlbMotion(model, times, rate), options.Rig, joints);
        return RigRecording.Of(path, "glTF", reading, rate);
    }

    private static List<(string Name, Node[] Bones)> People(ModelRoot model)
    {
        var people = new List<(string, Node[])>();
        foreach (var hips in model.LogicalNodes.Where(node => node.Name == BodyBones.Names[0] && node.VisualParent is not null))
        {
            var bones = new Node?[BodyBones.Count + 1];
            bones[0] = hips;
            for (var bone = 1; bone < BodyBones.Count; bone++)
                bones[bone] = bones[BodyBones.Parents[bone]]?.VisualChildren.FirstOrDefault(child => child.Name == BodyBones.Names[bone]);
            bones[^1] = bones[BodyBones.Head]?.VisualChildren.FirstOrDefault(child => child.Name == "Head_End");
            // another program's Spine has a length
            if (Array.TrueForAll(bones, bone => bone is not null) && bones[BodyBones.Spine]!.LocalTransform.Translation == Vector3.Zero)
                people.Add((hips.VisualParent.Name ?? "", [.. bones.OfType<Node>()]));
        }
        return people;
    }

    private static IEnumerable<MotionInstant> Instants(string path, ModelRoot model, List<(string Name, Node[] Bones)> people, double rate, YUp axes)
    {
        var animation = model.LogicalAnimations[0];
        var tracks = Sound(() => people.ConvertAll(person => new Track(person.Name, person.Bones, animation, rate)));
        var (source, instant) = (Path.GetFileNameWithoutExtension(path), new MotionInstant());
        var last = tracks.Max(track => track.Last);
        for (var frame = 0L; frame <= last; frame++)
        {
            instant.Begin(source, MotionSpace.World, frame, 1000 * frame / rate);
            foreach (var track in tracks)
                if (Sound(() => track.At(frame)) is { } positions)
                {
                    var person = instant.Add(track.Id);
                    for (var joint = 0; joint < BodyBones.OfJoint.Length; joint++)
                        axes.Back(Metre * positions[track.Places[joint]]).CopyTo(person.Joints, 3 * joint);
                }
            yield return instant;
        }
    }

    private sealed class Track
    {
        private readonly GlbNodes _nodes;
        private readonly Dictionary<long, float> _times = [];

        public Track(string name, Node[] bones, Animation animation, double rate)
        {
            _nodes = new GlbNodes(bones, animation);
            Id = PersonName.Of("x_" + name).Id;
            Places = [.. BodyBones.OfJoint.Select(bone => _nodes.Places[bones[bone < 0 ? ^1 : bone]])];
            // there are keys only for frames in which the person was there
            foreach (var (time, _) in bones[0].GetCurveSamplers(animation).Translation?.GetLinearKeys() ?? [])
            {
                RequireShort(time, rate);
                _times[(long)Math.Round(time * rate)] = time;
            }
            Last = _times.Count == 0 ? -1 : _times.Keys.Max();
        }

        public long Id { get; }

        public int[] Places { get; }

        public long Last { get; }

        public Vector3[]? At(long frame) => _times.TryGetValue(frame, out var time) ? _nodes.At(time) : null;
    }
}
