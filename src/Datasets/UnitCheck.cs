using System.Globalization;
using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>
/// Checks the unit of takes by the length of the legs. Forks of VideoPose3D save millimetres where the format has metres, and h5 files exist in metres.
/// A take whose legs are a person's in another metric unit is converted. Each is said in a note.
/// </summary>
/// <param name="format">The unit of the format, from which the reader converted to mm. Null: the reader found the unit itself.</param>
/// <param name="given">The unit that the user gave. Null: none.</param>
internal sealed class UnitCheck(LengthUnit? format, LengthUnit? given)
{
    // Legs from hip to ankle, mm: a child of three has 400, the tallest adults 1,250. Metric units differ by more than the quotient of the two.
    private const double ShortestLeg = 300;
    private const double LongestLeg = 1500;
    private const int Samples = 50;

    private static readonly LengthUnit[] Candidates = [LengthUnit.Metre, LengthUnit.Centimetre, LengthUnit.Millimetre];

    private readonly Dictionary<string, (string Take, string Finding, int Count)> _found = [];

    /// <summary>One line for each kind of finding: the first take, and the number of others.</summary>
    public IEnumerable<string> Notes => _found.Values.Select(one => $"{one.Take}{(one.Count > 1 ? $" and {one.Count - 1:N0} more takes" : "")}: {one.Finding}");

    /// <summary>Converts the take to mm, in place.</summary>
    /// <param name="take">A take with frames and finite joints.</param>
    public void Apply(Take take)
    {
        if (format is not { } assumed)
            return;
        if (given is { } unit)
            Scale(take.World, (float)(unit.Millimetres / assumed.Millimetres));
        var leg = MeanLeg(take.World);
        if (IsLeg(leg))
            return;
        var inFile = leg / assumed.Millimetres;
        if (given is null && Candidates.Any(one => IsLeg(inFile * one.Millimetres)))
        {
            var likely = Candidates.First(one => IsLeg(inFile * one.Millimetres));
            Scale(take.World, (float)(likely.Millimetres / assumed.Millimetres));
            Found(
                take,
                likely.Name,
                $"the positions are read as {likely.Name}, not as {assumed.Name}, in which the legs would be {Length(leg)} long "
                    + $"(--unit {assumed.Name} reads them as they are)"
            );
        }
        else
            Found(
                take,
                "",
                $"the legs are {Length(leg)} long; a person's are {Length(ShortestLeg)} to {Length(LongestLeg)}. --unit names the unit of the positions: "
                    + LengthUnit.Names
            );
    }

    private static bool IsLeg(double millimetres) => millimetres is >= ShortestLeg and <= LongestLeg;

    private static string Length(double millimetres)
    {
        var (number, unit) = millimetres >= 10_000 ? (millimetres / 1000, "m") : (millimetres, "mm");
        return string.Create(CultureInfo.InvariantCulture, $"{(number >= 10 ? Math.Round(number) : Math.Round(number, 2)):#,##0.##} {unit}");
    }

    private static void Scale(float[] world, float factor)
    {
        for (var i = 0; i < world.Length; i++)
            world[i] *= factor;
    }

    /// <summary>The mean length of both legs from hip to knee to foot.</summary>
    private static double MeanLeg(float[] world)
    {
        var frames = world.Length / Skeletons.PoseWidth;
        var (sum, count) = (0.0, 0);
        for (var frame = 0; frame < frames; frame += Math.Max(1, frames / Samples), count++)
            sum += (Leg(world, frame, 1) + Leg(world, frame, 4)) / 2;
        return sum / Math.Max(1, count);
    }

    // h36m17: RHip, RKnee, RFoot are 1 to 3, LHip, LKnee, LFoot 4 to 6.
    private static double Leg(float[] world, int frame, int hip)
    {
        Vector3 At(int joint) => new(world.AsSpan((frame * Skeletons.PoseWidth) + (3 * joint)));
        return Vector3.Distance(At(hip), At(hip + 1)) + Vector3.Distance(At(hip + 1), At(hip + 2));
    }

    private void Found(Take take, string kind, string finding) =>
        _found[kind] = _found.TryGetValue(kind, out var before) ? before with { Count = before.Count + 1 } : (take.Name, finding, 1);
}
