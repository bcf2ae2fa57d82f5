using StreamLift.Poses;
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

    /// <summary>Puts Stacked Hourglass's 2D of the same takes beside it.</summary>
    public static void AddDetections(string slice)
    {
        foreach (var take in new[] { "S1/StackedHourglass/Climbing", "S8/StackedHourglass/Walking", "S9/StackedHourglass/Walking" })
            foreach (var serial in Human36mCameras.Serials)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(slice, take))!);
                File.Copy(Path.Combine(SharedData.Cmu, "cmu36m", $"{take}.{serial}.h5"), Path.Combine(slice, $"{take}.{serial}.h5"));
            }
    }
}
