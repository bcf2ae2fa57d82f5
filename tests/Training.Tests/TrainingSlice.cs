using StreamLift.Tests;

namespace StreamLift.Training.Tests;

/// <summary>One take each of a subject to train on, one to hold out and one to test, of the real recording.</summary>
internal static class TrainingSlice
{
    public static string Of(TemporaryFolder folder)
    {
        var (from, to) = (Path.Combine(SharedData.Cmu, "cmu36m"), folder.File("slice"));
        foreach (var take in new[] { "S1/MyPoses/3D_positions/Climbing.h5", "S8/MyPoses/3D_positions/Walking.h5", "S9/MyPoses/3D_positions/Walking.h5", "cameras.h5" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, take))!);
            File.Copy(Path.Combine(from, take), Path.Combine(to, take), overwrite: true);
        }
        return to;
    }
}
