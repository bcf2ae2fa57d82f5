using System.Text;

namespace StreamLift.Datasets.Rigs;

/// <summary>
/// A joint's name, taken apart: "mixamorig:LeftUpLeg", "Armature|CC_Base_L_Thigh", "Bip01 L Thigh", "thigh.L", "lThigh" and "lthigh" are the left thigh.
/// </summary>
/// <param name="Side">The side that the name says.</param>
/// <param name="Part">The part of the body.</param>
/// <param name="Rank">The place of the word among the part's words; less is better.</param>
/// <param name="Prefix">How many words before it belong to no part: the name of the rig. Less is better.</param>
internal readonly record struct RigName(Side Side, RigPart Part, int Rank, int Prefix)
{
    private static readonly (string Letters, Side Side)[] Sides = [("left", Side.Left), ("right", Side.Right), ("l", Side.Left), ("r", Side.Right)];

    /// <summary>All readings of a name. Empty: it says nothing.</summary>
    public static List<RigName> Read(string name)
    {
        var words = Words(name[(name.LastIndexOfAny([':', '|']) + 1)..]);
        var side = Side.None;
        foreach (var word in words)
            side = SideOf(word) is var said and not Side.None ? said : side;
        words.RemoveAll(word => SideOf(word) != Side.None);
        var (readings, all, start) = (new List<RigName>(), string.Concat(words), 0);
        for (var prefix = 0; prefix < words.Count && readings.Count == 0; start += words[prefix++].Length)
        {
            Add(readings, all.AsSpan(start), side, prefix);
            // "lfemur", "rhumerus", "leftarm": nothing separates the side.
            if (side == Side.None && prefix == words.Count - 1)
                foreach (var (letters, said) in Sides)
                    if (readings.Count == 0 && all.AsSpan(start).StartsWith(letters))
                        Add(readings, all.AsSpan(start + letters.Length), said, prefix);
        }
        return readings;
    }

    /// <summary>The side that a name says, whether or not it says a part.</summary>
    public static Side SideIn(string name)
    {
        var said = Words(name[(name.LastIndexOfAny([':', '|']) + 1)..]).Select(SideOf).Where(side => side != Side.None).ToList();
        return said.Count > 0 ? said[^1]
            : Read(name) is [var reading, ..] ? reading.Side
            : Side.None;
    }

    private static void Add(List<RigName> readings, ReadOnlySpan<char> word, Side side, int prefix)
    {
        foreach (var (part, rank) in RigPartNames.Of(word))
            if (RigPartNames.IsSided(part) == (side != Side.None))
                readings.Add(new RigName(side, part, rank, prefix));
    }

    private static Side SideOf(string word) =>
        word switch
        {
            "l" or "left" => Side.Left,
            "r" or "right" => Side.Right,
            _ => Side.None,
        };

    // A word ends at a separator, between letters and digits, before a capital after a small letter ("UpLeg"), and before the last of several capitals
    // ("LThigh").
    private static List<string> Words(string name)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString().ToLowerInvariant());
            word.Clear();
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]))
            {
                End();
                continue;
            }
            if (i > 0 && word.Length > 0)
            {
                var isNumber = char.IsDigit(name[i]) != char.IsDigit(name[i - 1]);
                var isCapital = char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
                if (isNumber || isCapital)
                    End();
            }
            word.Append(name[i]);
        }
        End();
        return words;
    }
}
