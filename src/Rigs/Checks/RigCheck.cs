using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Checks;

/// <summary>Whether the cameras of a file can be a rig: several views of one room.</summary>
internal static class RigCheck
{
    /// <summary>The most cameras of a rig: a person's views are bits of one word.</summary>
    public const int MostCameras = 64;

    // Two cameras nearer than this are one, or metres that were read as mm. The lenses of a small stereo camera are 18 to 120 mm apart.
    private const double NearestEver = 10;
    private const double NearestUnlessStated = 100;

    // The longest side of a stadium is about 300 m.
    private const double Farthest = 500_000;

    private static readonly RigUnit[] Units = [RigUnit.Millimetre, RigUnit.Centimetre, RigUnit.Metre];

    /// <summary>What is wrong, one line each, without the file and the rig's name.</summary>
    public static IEnumerable<string> Problems(Rig rig)
    {
        if (rig.Name.Length == 0)
            yield return "the name is empty: give it a \"name\", which is the key of its records";
        if (rig.Floor is not null && rig.Up is null)
            yield return "\"floor\" is given without \"up\": say which axis of the world points up, such as \"up\": \"z\"";
        foreach (var prefix in rig.Cameras.Where(camera => camera.Name.EndsWith('*')))
            yield return $"camera \"{prefix.Name}\": in a rig a camera has the name of one stream, not a prefix of several: name the stream, or what follows "
                + "a / of it";
        if (rig.Cameras.Count > MostCameras)
            yield return $"it has {rig.Cameras.Count} cameras; at most {MostCameras} can be in a rig: keep those that you have streams of";
        if (rig.Cameras.Count < 2)
            yield break;
        foreach (var unplaced in rig.Cameras.Where(camera => camera.Extrinsics is null))
            yield return $"camera \"{unplaced.Name}\": it has no rotation and translation, and a rig of several cameras needs those of each: calibrate it, or "
                + "remove it";
        var centres = rig.Cameras.Where(camera => camera.Extrinsics is not null).Select(CameraPlace.Of).ToList();
        if (centres.Count > 1 && Distances(rig, Spread(centres)) is { } distance)
            yield return distance;
    }

    /// <summary>What is probably wrong, one line each, without the file and the rig's name.</summary>
    public static IEnumerable<string> Warnings(Rig rig)
    {
        var placed = rig.Cameras.Where(camera => camera.Extrinsics is not null).Select(camera => (camera.Name, Centre: CameraPlace.Of(camera).Centre)).ToList();
        for (var a = 0; a < placed.Count; a++)
        for (var b = a + 1; b < placed.Count; b++)
            if (CameraPlace.Distance(placed[a].Centre, placed[b].Centre) < 1)
                yield return $"cameras \"{placed[a].Name}\" and \"{placed[b].Name}\" are at the same place: is one a copy of the other?";
    }

    private static string? Distances(Rig rig, double spread)
    {
        if (spread < 1e-6)
            return $"all {rig.Cameras.Count} cameras are at one place: their translations are missing, or are not those of one world; calibrate them together";
        var isNear = spread < (rig.IsUnitStated ? NearestEver : NearestUnlessStated);
        if (!isNear && spread <= Farthest)
            return null;
        var inFile = spread / rig.Unit.Millimetres();
        var likely = Units.Where(unit => inFile * unit.Millimetres() is >= NearestUnlessStated and <= 100_000).Select(unit => unit.Symbol()).ToList();
        var remedy =
            likely.Count == 0
                ? "calibrate again, or correct the translations"
                : $"is the unit {string.Join(" or ", likely)}? Then write \"unit\": \"{likely[0]}\""
                    + (isNear && spread >= NearestEver ? $", else \"unit\": \"{rig.Unit.Symbol()}\"" : "");
        return $"the cameras are {(isNear ? "within" : "up to")} {Length(spread)} {(isNear ? "of each other" : "apart")}, which can't be with translations in "
            + $"{rig.Unit.Symbol()}: {remedy}";
    }

    private static string Length(double millimetres) =>
        millimetres >= 1e6 ? FormattableString.Invariant($"{millimetres / 1e6:#,0.#} km")
        : millimetres >= 1e3 ? FormattableString.Invariant($"{millimetres / 1e3:0.#} m")
        : FormattableString.Invariant($"{millimetres:0.#} mm");

    private static double Spread(List<CameraPlace> places)
    {
        var largest = 0.0;
        for (var a = 0; a < places.Count; a++)
        for (var b = 0; b < a; b++)
            largest = Math.Max(largest, CameraPlace.Distance(places[a].Centre, places[b].Centre));
        return largest;
    }
}
