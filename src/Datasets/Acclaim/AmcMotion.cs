using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Acclaim;

/// <summary>
/// The motion of an AMC file on its ASF skeleton. Joints are where bones begin, under the bone's name, and where a last bone ends, with the suffix End.
/// A bone's turn is C·M·C⁻¹ after its parent's, C the bone's axes and M the turn of its channels (CMU's and Wisconsin's descriptions).
/// </summary>
internal sealed class AmcMotion : IRigMotion
{
    // A frame may leave out bones that keep their turn, so a short file can stand for many numbers.
    private const long MostAlways = 1 << 20;
    private const long MostOfByte = 16;

    private readonly AsfSkeleton _skeleton;
    private readonly List<float> _motion = [];
    private readonly int[] _ends;
    private readonly Matrix4x4[] _axesBack;
    private readonly Matrix4x4[] _turns;
    private readonly Vector3[] _endPositions;
    private readonly int _channels;
    private readonly float _angle;

    /// <param name="path">The AMC file.</param>
    /// <exception cref="InvalidDataException">No skeleton, another format, or a damaged file. The message has the line.</exception>
    public AmcMotion(string path)
    {
        _skeleton = AsfSkeleton.Read(SkeletonOf(path));
        var bones = _skeleton.Bones;
        List<string> names = ["root"];
        List<int> parents = [-1];
        foreach (var bone in bones)
        {
            names.Add(bone.Name);
            parents.Add(bone.Parent + 1);
        }
        _ends = [.. Enumerable.Range(0, bones.Count).Where(bone => bones.All(other => other.Parent != bone))];
        foreach (var bone in _ends)
        {
            names.Add(bones[bone].Name + "End");
            parents.Add(bone + 1);
        }
        (Names, Parents) = (names, parents);
        _axesBack = [.. bones.Select(bone => Matrix4x4.Transpose(bone.Axis))];
        (_turns, _endPositions) = (new Matrix4x4[bones.Count], new Vector3[bones.Count]);
        _channels = _skeleton.Root.Length + bones.Sum(bone => bone.Channels.Length);
        if (_channels == 0)
            throw new InvalidDataException("its skeleton has no channels, so no bone moves");
        _angle = ReadFrames(new AcclaimLines(path));
        Frames = _motion.Count / _channels;

        var rest = new Vector3[names.Count];
        Place(new float[_channels], rest);
        Rest = rest;
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<int> Parents { get; }

    public IReadOnlyList<Vector3>? Rest { get; }

    // CMU: lengths are inches times 0.45. Others write 1 and any unit.
    public LengthUnit? Unit => _skeleton.Length is > 0.4f and < 0.5f and var scale ? new LengthUnit("cmu", 25.4 / scale) : null;

    public WorldUp? Up => null;

    public int Frames { get; }

    public void ComputeFrame(int frame, Span<Vector3> positions) =>
        Place(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_motion).Slice(frame * _channels, _channels), positions);

    // 07_01.amc has 07.asf beside it, or the folder has one skeleton.
    private static string SkeletonOf(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var all = Directory.GetFiles(folder).Where(file => Path.GetExtension(file).Equals(".asf", StringComparison.OrdinalIgnoreCase)).ToList();
        var named = all.Where(file => Path.GetFileName(path).StartsWith(Path.GetFileNameWithoutExtension(file), StringComparison.OrdinalIgnoreCase))
            .MaxBy(file => file.Length);
        return named
            ?? (
                all is [var only]
                    ? only
                    : throw new InvalidDataException($"its skeleton is missing: {all.Count} *.asf beside it, and none that its name begins with")
            );
    }

    private void Place(ReadOnlySpan<float> channels, Span<Vector3> positions)
    {
        var at = 0;
        var root = _skeleton.RootPosition;
        Span<float> angles = stackalloc float[3];
        var (order, turns) = ("", 0);
        foreach (var channel in _skeleton.Root)
            if (char.IsUpper(channel))
                root[channel - 'X'] += channels[at++];
            else
            {
                order += channel;
                angles[turns++] = _angle * channels[at++];
            }
        var rootTurn = Matrix4x4.Transpose(_skeleton.RootAxis) * AsfSkeleton.Turn(order, angles) * _skeleton.RootAxis;
        positions[0] = root;
        for (var bone = 0; bone < _turns.Length; bone++)
        {
            var (own, parent) = (_skeleton.Bones[bone], _skeleton.Bones[bone].Parent);
            for (var i = 0; i < own.Channels.Length; i++)
                angles[i] = _angle * channels[at++];
            _turns[bone] = _axesBack[bone] * AsfSkeleton.Turn(own.Channels, angles) * own.Axis * (parent < 0 ? rootTurn : _turns[parent]);
            positions[bone + 1] = parent < 0 ? root : _endPositions[parent];
            _endPositions[bone] = positions[bone + 1] + Vector3.TransformNormal(own.Direction, _turns[bone]);
        }
        for (var end = 0; end < _ends.Length; end++)
            positions[_turns.Length + 1 + end] = _endPositions[_ends[end]];
    }

    /// <returns>Radians of a unit of angles.</returns>
    private float ReadFrames(AcclaimLines text)
    {
        var angle = MathF.PI / 180;
        var starts = new Dictionary<string, (int At, int Count)> { ["root"] = (0, _skeleton.Root.Length) };
        var next = _skeleton.Root.Length;
        foreach (var bone in _skeleton.Bones)
        {
            starts[bone.Name] = (next, bone.Channels.Length);
            next += bone.Channels.Length;
        }
        var (frame, most) = (-1, Math.Min(Array.MaxLength, Math.Max(MostAlways, MostOfByte * text.Bytes)));
        while (text.Next() is { } words)
            if (words[0].Equals(":radians", StringComparison.OrdinalIgnoreCase))
                angle = 1;
            else if (words.Length == 1 && int.TryParse(words[0], out _))
            {
                frame++;
                if (_motion.Count + _channels > most)
                    throw text.Error($"frames of {_channels} numbers make many more numbers than the file has");
                // A bone without a line keeps its turn of the frame before.
                for (var i = 0; i < _channels; i++)
                    _motion.Add(frame == 0 ? 0 : _motion[((frame - 1) * _channels) + i]);
            }
            else if (words[0][0] != ':')
            {
                if (frame < 0 || !starts.TryGetValue(words[0], out var start))
                    throw text.Error(frame < 0 ? "expected is a frame's number" : $"'{OneLine.Of(words[0], 40)}' is no bone of the skeleton");
                if (words.Length != start.Count + 1)
                    throw text.Error($"'{OneLine.Of(words[0], 40)}' has {words.Length - 1} numbers; its skeleton has {start.Count}");
                for (var i = 0; i < start.Count; i++)
                    _motion[(frame * _channels) + start.At + i] = text.Number(words, i + 1);
            }
        return angle;
    }
}
