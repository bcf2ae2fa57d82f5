using System.Numerics;
using StreamLift.Poses;

namespace StreamLift.Datasets.Bvh;

/// <summary>
/// Maps the joints of a BVH file to the 17 joints of h36m17 by name. It knows the names of CMU (as converted by B. Hahne: LeftUpLeg, LeftArm, Spine),
/// Character Creator (CC_Base_L_Thigh) and Mixamo (mixamorig:LeftUpLeg). It computes the joints that these skeletons lack: the hip between the
/// thighs, the thorax between the shoulders, the top of the head, and the nose.
/// </summary>
internal sealed class BvhJointMap
{
    /// <summary>The distance from the head joint, at the base of the skull, to the top of the head, for a leg of <see cref="LegMm"/>.</summary>
    private const float HeadMm = 160;
    private const float LegMm = 974.92f;

    private readonly int[] _limbs;
    private readonly int _spine;
    private readonly int _neck;
    private readonly int _head;
    private readonly int? _top;
    private readonly (int Left, int Right)? _eyes;

    /// <exception cref="ConfigurationException">A required joint has no known name.</exception>
    public BvhJointMap(string path, IReadOnlyList<BvhJoint> joints)
    {
        var byName = new Dictionary<string, int>();
        for (var i = 0; i < joints.Count; i++)
            byName.TryAdd(NormalizedName(joints[i].Name), i);
        int? Find(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (byName.TryGetValue(name, out var joint))
                    return joint;
            return null;
        }

        var missing = new List<string>();
        int Require(string joint, params ReadOnlySpan<string> names)
        {
            if (Find(names) is not { } found)
                missing.Add(joint);
            return Find(names) ?? -1;
        }

        _limbs =
        [
            Require("RHip", "rightupleg", "rthigh"),
            Require("RKnee", "rightleg", "rcalf"),
            Require("RFoot", "rightfoot", "rfoot"),
            Require("LHip", "leftupleg", "lthigh"),
            Require("LKnee", "leftleg", "lcalf"),
            Require("LFoot", "leftfoot", "lfoot"),
            Require("LShoulder", "leftarm", "lupperarm"),
            Require("LElbow", "leftforearm", "lforearm"),
            Require("LWrist", "lefthand", "lhand"),
            Require("RShoulder", "rightarm", "rupperarm"),
            Require("RElbow", "rightforearm", "rforearm"),
            Require("RWrist", "righthand", "rhand"),
        ];
        _spine = Require("Spine", "spine01", "spine");
        _neck = Require("Neck", "necktwist01", "neck");
        _head = Require("Head", "head");
        _top = Find("headtopend", "headend");
        _eyes = (Find("leye"), Find("reye")) is ({ } left, { } right) ? (left, right) : null;
        if (missing.Count > 0)
            throw new ConfigurationException(
                $"{path}: none of the {joints.Count} joints has a known name for {string.Join(", ", missing)} "
                    + "(known are the names of CMU, Character Creator and Mixamo)"
            );
    }

    /// <summary>The length from hip to knee to foot, in the file's unit. It is used to detect the unit.</summary>
    public float LegLength(Vector3[] places) => Vector3.Distance(places[_limbs[0]], places[_limbs[1]]) + Vector3.Distance(places[_limbs[1]], places[_limbs[2]]);

    /// <summary>The vector from hip to head. It is used to detect the vertical axis.</summary>
    public Vector3 Trunk(Vector3[] places) => places[_head] - Midpoint(places, 0, 3);

    /// <summary>Writes the 17 joints in the order of h36m17, in the file's unit and axes.</summary>
    public void Write(Vector3[] places, Span<Vector3> body)
    {
        var head = places[_head];
        var up = Vector3.Normalize(head - places[_neck]);
        // If the neck has no length, the direction of the trunk is used.
        var top = _top is { } end ? places[end] : head + (HeadMm / LegMm * LegLength(places) * (float.IsFinite(up.X) ? up : Vector3.Normalize(Trunk(places))));
        body[0] = Midpoint(places, 0, 3);
        for (var i = 0; i < 6; i++)
            body[1 + i] = places[_limbs[i]];
        body[7] = places[_spine];
        body[8] = Midpoint(places, 6, 9);
        body[9] = _eyes is { } eyes ? head + (0.6f * (((places[eyes.Left] + places[eyes.Right]) / 2) - head)) : head + (0.3f * (top - head));
        body[10] = top;
        for (var i = 6; i < 12; i++)
            body[5 + i] = places[_limbs[i]];
    }

    private Vector3 Midpoint(Vector3[] places, int left, int right) => (places[_limbs[left]] + places[_limbs[right]]) / 2;

    // "mixamorig:LeftUpLeg", "CC_Base_L_Thigh", "Left Up Leg" → leftupleg, lthigh
    private static string NormalizedName(string name)
    {
        var own = name[(name.LastIndexOf(':') + 1)..]
            .ToLowerInvariant()
            .Replace("mixamorig", "", StringComparison.Ordinal)
            .Replace("cc_base_", "", StringComparison.Ordinal);
        return string.Concat(own.Where(char.IsLetterOrDigit));
    }
}
