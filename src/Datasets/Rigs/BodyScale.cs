using System.Globalization;

namespace StreamLift.Datasets.Rigs;

/// <summary>Tells the unit of a motion file by the length of a person's leg.</summary>
internal static class BodyScale
{
    // From hip to knee to ankle, mm: adults, then children and very tall people. Human3.6M's skeleton has 897 mm, CMU's subjects 750 to 950.
    private static readonly (double Least, double Most)[] Legs = [(750, 1000), (450, 1150)];

    private const double UsualLeg = 850;

    // The length of foot, leg, trunk and head of people, mm.
    private const double LeastHeight = 1000;
    private const double MostHeight = 2300;
    private const double Foot = 80;

    /// <summary>The first unit in which the leg has a usual length, else the one in which it has exactly that, with a note.</summary>
    public static LengthUnit Guess(BodyFacts facts, List<string> notes)
    {
        foreach (var (least, most) in Legs)
        foreach (var unit in LengthUnit.Known)
            if (facts.Leg * unit.Millimetres >= least && facts.Leg * unit.Millimetres <= most)
                return unit;
        if (facts.Frames == 0 || !float.IsFinite(facts.Leg) || facts.Leg < 1e-6f)
            return LengthUnit.Known[0];
        var made = LengthUnit.Of(UsualLeg / facts.Leg);
        notes.Add(
            Text(
                $"a leg of {facts.Leg:G4} has a person's length in no usual unit, so it was taken for {UsualLeg} mm ({made}); if the size matters, give --unit"
            )
        );
        return made;
    }

    /// <summary>Notes a person of an unlikely size.</summary>
    public static void Check(BodyFacts facts, LengthUnit unit, List<string> notes)
    {
        var height = ((facts.Leg + facts.Trunk) * unit.Millimetres) + Foot;
        if (height is < LeastHeight or > MostHeight)
            notes.Add(
                Text($"the person is {height / 1000:F2} m tall if lengths are in {unit}; if that is wrong, give --unit (mm, cm, m, in, ft or a number of mm)")
            );
    }

    /// <summary>Notes bones whose lengths no person has: a joint is another one than its name says, or was found wrong.</summary>
    public static void CheckBones(BodyFacts facts, List<string> notes)
    {
        var bones = facts.Bones;
        (string Name, float One, float Other, float Least, float Most)[] pairs =
        [
            ("right thigh to shin", bones[2], bones[3], 0.6f, 1.6f),
            ("left thigh to shin", bones[5], bones[6], 0.6f, 1.6f),
            ("left upper arm to forearm", bones[12], bones[13], 0.6f, 1.9f),
            ("right upper arm to forearm", bones[15], bones[16], 0.6f, 1.9f),
            ("arms to legs", (bones[12] + bones[13] + bones[15] + bones[16]) / 2, facts.Leg, 0.4f, 0.95f),
        ];
        var unlikely = pairs
            .Where(pair => !(pair.One >= pair.Least * pair.Other && pair.One <= pair.Most * pair.Other))
            .Select(pair => Text($"{pair.Name} as {pair.One:G3} to {pair.Other:G3}"))
            .ToList();
        if (unlikely.Count > 0)
            notes.Add($"the lengths of bones are no person's ({string.Join(", ", unlikely)}), so a joint may be another one; --joints FILE names them");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
