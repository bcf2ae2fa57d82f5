using System.Globalization;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Drafts;

/// <summary>Makes a rig of a draft: checks every camera, converts it to mm, and tells or checks the unit by the cameras' distances.</summary>
internal static class RigBuilder
{
    // Cameras that see people are 0.1 to 100 m from each other. A file in m that is read as mm, or the other way, is outside by far.
    private const double Nearest = 100;
    private const double Farthest = 100_000;

    // CMU Panoptic has 511. All distances between cameras are computed.
    private const int MostCameras = 4096;

    private static readonly RigUnit[] Units = [RigUnit.Millimetre, RigUnit.Metre, RigUnit.Centimetre];

    /// <exception cref="ConfigurationException">The file has faults: lists all.</exception>
    public static Rig Build(RigDraft draft, string path)
    {
        var (problems, cameras) = (new List<string>(), new List<(CameraDraft Draft, Intrinsics Lens, Extrinsics? Place)>());
        var lenses = new LensBuilder(problems);
        if (draft.Cameras.Count > MostCameras)
            throw new ConfigurationException($"{path}: there are {draft.Cameras.Count:N0} cameras; at most {MostCameras:N0} are read");
        if (draft.Cameras.Count == 0)
            problems.Add($"there are no cameras ({draft.Format})");
        problems.AddRange(draft.Cameras.GroupBy(camera => camera.Name).Where(same => same.Count() > 1).Select(same => $"camera \"{same.Key}\" appears twice"));
        foreach (var camera in draft.Cameras)
        {
            var (lens, place) = (lenses.Lens(camera), Place(camera, problems));
            if (lens is not null)
                cameras.Add((camera, lens, place));
        }
        if (problems.Count > 0)
            throw new ConfigurationException([.. problems.Select(problem => $"{path}: {problem}")]);

        var notes = new List<string>(draft.Notes);
        if (lenses.GuessedSizes.Count > 0)
            notes.Add($"the file has no image size of {Some(lenses.GuessedSizes)}: twice the lens's centre is taken");
        var unit = Unit(draft, [.. cameras.Select(camera => camera.Place).OfType<Extrinsics>()], notes);
        if (cameras.Where(camera => camera.Place is null).Select(camera => camera.Draft.Name).ToList() is { Count: > 0 } unplaced)
            notes.Add($"the file has no position of {Some(unplaced)}");
        return new Rig(
            draft.Name ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path)),
            draft.Format,
            unit,
            draft.Up,
            [.. cameras.Select(camera => new Camera(camera.Draft.Name, camera.Lens, Scaled(camera.Place, unit.Millimetres())))],
            [.. notes.Select(note => $"{path}: {note}")]
        )
        {
            IsUnitStated = draft.Unit is not null,
        };
    }

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(3).Select(name => $"\"{name}\"")) + (names.Count > 3 ? $" and {names.Count - 3} more" : "");

    private static Extrinsics? Place(CameraDraft camera, List<string> problems)
    {
        var before = problems.Count;
        void Problem(string what) => problems.Add($"camera \"{camera.Name}\": {what}");
        if (camera.Rotation is null && camera.Translation is null)
            return null;
        var rotation = camera.Rotation is { Length: 3 } vector ? Rodrigues.Matrix(vector) : camera.Rotation;
        if (rotation is not { Length: 9 })
            Problem(rotation is null ? "the rotation is missing" : $"the rotation must have 3 numbers (a rotation vector) or 3 × 3, not {rotation.Length}");
        else if (!Rotations.IsRotation(rotation))
            Problem($"the rotation is none: its rows must be at right angles, of length 1 (to 0.001) and right-handed{Rotations.Fault(rotation)}");
        if (camera.Translation is not { Length: 3 })
            Problem(camera.Translation is null ? "the translation is missing" : $"the translation must have 3 numbers, not {camera.Translation.Length}");
        if (problems.Count > before)
            return null;
        return new Extrinsics([.. rotation!], [.. camera.IsCentre ? Rodrigues.MinusTimes(rotation, camera.Translation) : camera.Translation!]);
    }

    private static RigUnit Unit(RigDraft draft, List<Extrinsics> places, List<string> notes)
    {
        var spread = Spread(places);
        var format = draft.Unit;
        if (spread == 0 || (format is { } stated && IsRoom(spread * stated.Millimetres())))
            return format ?? RigUnit.Millimetre;
        var likely = Units.Where(unit => IsRoom(spread * unit.Millimetres())).Cast<RigUnit?>().FirstOrDefault();
        var apart = string.Create(
            CultureInfo.InvariantCulture,
            $"{(places.Count == 1 ? $"the camera is {spread:#,0.##} from the world's origin" : $"the cameras are {spread:#,0.##} apart")}"
        );
        if (likely is null)
            notes.Add($"{apart}, which is no room in mm, cm or m; the unit is taken as {(format ?? RigUnit.Millimetre).Symbol()}");
        else
            notes.Add(
                format is null
                    ? $"the file has no unit; {likely.Value.Symbol()} is taken, because {apart}"
                    : $"the translations are taken as {likely.Value.Symbol()}, not as {format.Value.Symbol()}, because {apart}"
            );
        return likely ?? format ?? RigUnit.Millimetre;
    }

    private static bool IsRoom(double millimetres) => millimetres is >= Nearest and <= Farthest;

    /// <summary>The largest distance of two cameras, or of the only camera from the world's origin.</summary>
    private static double Spread(List<Extrinsics> places)
    {
        var centres = places.Select(place => Rodrigues.MinusTimes(Rodrigues.Transposed(place.Rotation.AsSpan()), place.Translation.AsSpan())).ToList();
        if (centres.Count == 1)
            centres.Add([0, 0, 0]);
        var largest = 0.0;
        for (var a = 0; a < centres.Count; a++)
        for (var b = 0; b < a; b++)
            largest = Math.Max(largest, Math.Sqrt(centres[a].Zip(centres[b], (one, other) => (one - other) * (one - other)).Sum()));
        return largest;
    }

    private static Extrinsics? Scaled(Extrinsics? place, double factor) =>
        place is null ? null : new Extrinsics(place.Rotation, [.. place.Translation.Select(t => factor * t)]);
}
