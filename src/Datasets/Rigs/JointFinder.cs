using System.Numerics;
using StreamLift.Poses;

namespace StreamLift.Datasets.Rigs;

/// <summary>Finds which joint of a rig is which joint of the body: by the user's file, else by names, else by the tree's shape.</summary>
internal static class JointFinder
{
    private const int MostNames = 60;

    // The words that a limb's joint may be called by, for the error.
    private static readonly string[] Wanted =
    [
        "LeftUpLeg/LeftHip/thigh_l",
        "LeftLeg/LeftKnee/calf_l",
        "LeftFoot/LeftAnkle",
        "LeftArm/LeftShoulder/upperarm_l",
        "LeftForeArm/LeftElbow",
        "LeftHand/LeftWrist",
        "Head",
    ];

    /// <returns>The joints, and what the user's file gives of the body (null: nothing).</returns>
    /// <exception cref="ConfigurationException">A joint of the body is unknown.</exception>
    public static (RigJoints Joints, JointTerms[]? Given) Find(
        string path,
        IRigMotion motion,
        RigTree tree,
        ReadOnlySpan<Vector3> positions,
        JointFile? file,
        List<string> notes
    )
    {
        string? problem = null;
        var given = file?.Resolve(motion.Names, out problem);
        var named = NamedJoints.Find(motion.Names, tree);
        if (problem is not null)
        {
            if (named.Missing.Any())
                throw new ConfigurationException($"{path}: {problem}");
            notes.Add($"--joints is not used: {problem}; its joints have known names");
            return (named, null);
        }
        if (given is not null)
        {
            int[] limbs = [.. named.Limbs.Select((joint, i) => given[BodyMap.Limb(i)] is { IsKnown: true } own ? own.Main : joint)];
            var head = given[BodyJoint.Head] is { IsKnown: true } skull ? skull.Main : named.Head;
            var joined = named with
            {
                Limbs = limbs,
                Head = head,
                Neck = NamedJoints.NeckOf(head, limbs, named.Neck, tree),
                Top = named.Top >= 0 ? named.Top : NamedJoints.TopOf(head, -1, motion.Names, tree),
            };
            var isHeadKnown = given[BodyJoint.Head].IsKnown || given[BodyJoint.HeadTop].IsKnown;
            if (joined.Missing.All(name => name == "Head" && isHeadKnown))
                return (joined with { How = file!.How }, given);
        }
        else if (!named.Missing.Any())
            return (named, null);
        if (tree.HasBranches && ShapedJoints.Find(motion.Names, tree, positions) is { } shaped)
        {
            notes.Add(
                "its joint names are unknown, so its joints were found by the tree's shape; if one is wrong, give --joints FILE with "
                    + JointFile.Template(shaped, motion.Names)
            );
            return (shaped, given);
        }
        throw new ConfigurationException(Unknown(path, motion.Names, named));
    }

    private static string Unknown(string path, IReadOnlyList<string> names, RigJoints named)
    {
        var shown = string.Join(", ", names.Take(MostNames).Select(name => OneLine.Of(name, 40)));
        var more = names.Count > MostNames ? $" and {names.Count - MostNames} more" : "";
        return $"{path}: none of the {names.Count} joints has a known name for {string.Join(", ", named.Missing)}; "
            + $"wanted are names like {string.Join(", ", Wanted)}; found are {shown}{more}; "
            + $"name the joints in a file for --joints, beginning with {JointFile.Template(named, names)}";
    }
}
