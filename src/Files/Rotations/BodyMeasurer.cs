using System.Numerics;

namespace StreamLift.Files.Rotations;

/// <summary>
/// Measures the bones of a person: the median of each length over the poses. Of many poses every second, fourth … is kept, evenly over the recording, so that
/// memory stays small. Not thread-safe.
/// </summary>
public sealed class BodyMeasurer
{
    internal const int Back = 0; // hip to spine
    internal const int Chest = 1; // spine to thorax
    internal const int Neck = 2; // thorax to the middle of the head
    internal const int Skull = 3; // to the top of the head
    internal const int LeftArm = 4; // thorax to shoulder, upper arm, forearm
    internal const int RightArm = 7;
    internal const int RightLeg = 10; // thigh, shin
    internal const int LeftLeg = 12;
    private const int Hips = 14; // x, y, z of both hips in the axes of the pelvis
    private const int Count = 20;
    private const int Most = 4096; // poses

    private static readonly (int From, int To)[] Bones =
    [
        (0, 7),
        (7, 8),
        (8, 9),
        (9, 10),
        (8, 11),
        (11, 12),
        (12, 13),
        (8, 14),
        (14, 15),
        (15, 16),
        (1, 2),
        (2, 3),
        (4, 5),
        (5, 6),
    ];

    // Of a person of 1.75 m (Winter 2009, table 4.1, and the means over CMU's performers): for what is never seen.
    private static readonly float[] Usual = [240, 265, 185, 140, 185, 285, 265, 185, 285, 265, 430, 430, 430, 430, -95, 0, 0, 95, 0, 0];

    private readonly List<float>[] _values = [.. Enumerable.Range(0, Count).Select(_ => new List<float>())];
    private int _step = 1;
    private int _seen;

    /// <summary>Whether a pose has been measured.</summary>
    public bool HasMeasured => _seen > 0;

    /// <summary>Measures a pose.</summary>
    /// <param name="joints">51 numbers, mm, with y up. NaN: not known.</param>
    public void Add(ReadOnlySpan<float> joints)
    {
        if (_seen++ % _step != 0)
            return;
        for (var i = 0; i < Bones.Length; i++)
            _values[i].Add(Vector3.Distance(At(joints, Bones[i].From), At(joints, Bones[i].To)));
        var pelvis = Quaternion.Conjugate(Turns.Basis(At(joints, 4) - At(joints, 1), At(joints, 7) - At(joints, 0)));
        for (var side = 0; side < 2; side++)
        {
            var hip = Vector3.Transform(At(joints, side == 0 ? 1 : 4) - At(joints, 0), pelvis);
            for (var axis = 0; axis < 3; axis++)
                _values[Hips + (3 * side) + axis].Add(hip[axis]);
        }
        if (_values[0].Count >= Most)
            Thin();
    }

    /// <summary>The medians so far. A bone that was never seen has the length of that of a person of 1.75 m.</summary>
    public BodyProportions Proportions()
    {
        Span<float> medians = stackalloc float[Count];
        for (var i = 0; i < Count; i++)
            medians[i] = Median(_values[i]) ?? Usual[i];
        return BodyProportions.Of(medians, new(medians.Slice(Hips, 3)), new(medians.Slice(Hips + 3, 3)));
    }

    internal static Vector3 At(ReadOnlySpan<float> joints, int joint) => new(joints.Slice(3 * joint, 3));

    private static float? Median(List<float> values)
    {
        var known = values.Where(float.IsFinite).Order().ToList();
        return known.Count == 0 ? null : (known[(known.Count - 1) / 2] + known[known.Count / 2]) / 2;
    }

    private void Thin()
    {
        _step *= 2;
        foreach (var values in _values)
        {
            for (var i = 0; i < values.Count / 2; i++)
                values[i] = values[2 * i];
            values.RemoveRange(values.Count / 2, values.Count - (values.Count / 2));
        }
    }
}
