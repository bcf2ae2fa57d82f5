using System.Numerics;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Rigs;

/// <summary>Converts the joints of a motion file to 17 joints in the world, z up, mm: finds which joint is which, the unit and the axis that is up.</summary>
internal static class RigReader
{
    private const int Width = Skeletons.PoseWidth;
    private const int Samples = 16;

    /// <param name="path">The file, for errors.</param>
    /// <param name="motion">Its joints.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="joints">The file of <see cref="RigOptions.Joints"/>, or null.</param>
    /// <exception cref="ConfigurationException">The joints of the body can't be found among the rig's.</exception>
    public static RigReading Read(string path, IRigMotion motion, RigOptions options, JointFile? joints)
    {
        if ((long)motion.Frames * Width > Array.MaxLength)
            throw new ConfigurationException($"{path}: {motion.Frames:N0} frames are too many for one take");
        var (positions, tree, notes) = (new Vector3[motion.Names.Count], new RigTree(motion.Parents), new List<string>());
        if (motion.Frames > 0)
            motion.ComputeFrame(0, positions);
        else if (motion.Rest is { } rest)
            positions = [.. rest];
        var (found, given) = JointFinder.Find(path, motion, tree, positions, joints, notes);
        var (map, standing, reference) = Map(found, given, tree, motion, positions);

        notes.AddRange(motion.Notes(map.Used));
        var world = World(motion, map, notes);
        var facts = new BodyFacts(world);
        var unit = options.Unit ?? motion.Unit ?? BodyScale.Guess(facts, notes);
        var up = options.Up ?? motion.Up ?? BodyUp.Tell(facts, standing);
        if (world.Length > 0)
        {
            BodyScale.Check(facts, unit, notes);
            BodyScale.CheckBones(facts, notes);
            BodyUp.Check(facts, up, notes);
            Span<Vector3> body = stackalloc Vector3[Width / 3];
            map.Write(reference, body);
            SideCheck.Check(body, found, tree, reference, notes);
        }
        Convert(world, (float)unit.Millimetres, up);
        if (Array.FindIndex(world, number => !float.IsFinite(number)) is >= 0 and var at)
            throw new ConfigurationException($"{path}: a joint is not finite in frame {at / Width}");
        return new RigReading(world, $"joints {found.How}, {unit}, {up.Symbol()} up", notes) { Up = up, Rate = motion.Rate };
    }

    private static float[] World(IRigMotion motion, BodyMap map, List<string> notes)
    {
        var (used, positions, at) = (map.Used, new Vector3[motion.Names.Count], 0);
        motion.Need(used);
        var world = new float[motion.Frames * Width];
        Span<Vector3> body = stackalloc Vector3[Width / 3];
        for (var frame = 0; frame < motion.Frames; frame++)
        {
            if (!IsWhole(motion, used, frame))
                continue;
            motion.ComputeFrame(frame, positions);
            map.Write(positions, body);
            for (var i = 0; i < body.Length; i++, at += 3)
                body[i].CopyTo(world.AsSpan(at));
        }
        var left = motion.Frames - (at / Width);
        if (left > 0)
            notes.Add($"{left:N0} of {motion.Frames:N0} frames are left out, in which a joint of the body was not recorded");
        return left > 0 ? world[..at] : world;
    }

    private static bool IsWhole(IRigMotion motion, IReadOnlyList<int> used, int frame)
    {
        foreach (var joint in used)
            if (!motion.IsKnown(frame, joint))
                return false;
        return true;
    }

    // By the rest pose if a person stands in it, else by a frame.
    private static (BodyMap Map, Vector3[]? Standing, Vector3[] Reference) Map(
        RigJoints found,
        JointTerms[]? given,
        RigTree tree,
        IRigMotion motion,
        Vector3[] first
    )
    {
        if (motion.Rest is { } pose)
        {
            Vector3[] rest = [.. pose];
            var (map, standing) = (new BodyMap(found, given, tree, rest, isUpright: true), new Vector3[Width / 3]);
            map.Write(rest, standing);
            if (BodyUp.Stands(standing))
                return (map, standing, rest);
        }
        var any = new BodyMap(found, given, tree, first, isUpright: false);
        if (motion.Frames == 0)
            return (any, null, first);
        var straightest = Straightest(any, motion);
        return (new BodyMap(found, given, tree, straightest, isUpright: false), null, straightest);
    }

    // The frame, of up to 16, in which the body is longest from hip to head and the arms hang: raised arms raise the shoulders, and so the thorax.
    private static Vector3[] Straightest(BodyMap map, IRigMotion motion)
    {
        var (positions, best, most, body) = (new Vector3[motion.Names.Count], new Vector3[motion.Names.Count], float.MinValue, new Vector3[Width / 3]);
        for (var i = 0; i < Math.Min(Samples, motion.Frames); i++)
        {
            motion.ComputeFrame((int)((long)i * motion.Frames / Math.Min(Samples, motion.Frames)), positions);
            map.Write(positions, body);
            var trunk = body[BodyJoint.Head] - body[BodyJoint.Hip];
            var arms = ((body[BodyJoint.LShoulder + 1] + body[BodyJoint.RShoulder + 1]) / 2) - body[BodyJoint.Thorax];
            var length = trunk.Length() - Vector3.Dot(arms, Vector3.Normalize(trunk));
            if (i == 0 || length > most)
                (most, best, positions) = (length, positions, best);
        }
        return best;
    }

    private static void Convert(float[] world, float unit, WorldUp up)
    {
        for (var i = 0; i < world.Length; i += 3)
            up.ToZUp(unit * new Vector3(world.AsSpan(i, 3))).CopyTo(world.AsSpan(i));
    }
}

/// <summary>A motion file as poses.</summary>
/// <param name="World">51 numbers per frame: 17 joints (h36m17) × xyz, mm, z up.</param>
/// <param name="Settings">How the file was read: "joints by name, cm, y up". The same for many files of a folder.</param>
/// <param name="Notes">What may be wrong or was guessed, without the file's name.</param>
internal sealed record RigReading(float[] World, string Settings, IReadOnlyList<string> Notes)
{
    /// <summary>The axis that was up in the file.</summary>
    public WorldUp Up { get; init; }

    /// <summary>Frames per second. Null: the file does not say it.</summary>
    public double? Rate { get; init; }
}
