using System.Collections.Frozen;

namespace StreamLift.Poses.Cameras;

/// <summary>The cameras of Human3.6M, by subject and serial number.</summary>
public static class Human36mCameras
{
    private static readonly FrozenDictionary<(string Subject, string Serial), Camera> Cameras = Build();

    /// <summary>The four cameras' serial numbers, in the order of the 2017 authors' files.</summary>
    public static IReadOnlyList<string> Serials { get; } = [.. Human36mCalibration.Lenses.Select(lens => lens.Serial)];

    /// <summary>The subjects whose cameras are known: those with published 3D poses.</summary>
    public static IReadOnlyList<string> Subjects { get; } = [.. Human36mCalibration.Places.Select(place => place.Subject).Distinct()];

    /// <summary>The camera of this serial number, in its position for this subject; null when there is none.</summary>
    /// <param name="subject"><c>S9</c></param>
    /// <param name="serial"><c>54138969</c></param>
    public static Camera? Find(string subject, string serial) => Cameras.GetValueOrDefault((subject, serial));

    private static FrozenDictionary<(string, string), Camera> Build()
    {
        var lenses = Human36mCalibration.Lenses.ToDictionary(lens => lens.Serial, lens => lens.Lens);
        return Human36mCalibration.Places.ToFrozenDictionary(
            place => (place.Subject, place.Serial),
            place => new Camera(place.Serial, lenses[place.Serial], place.Place)
        );
    }
}
