using System.Numerics;
using System.Text.RegularExpressions;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses.Layouts;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Rigs;

/// <summary>Reads made BVH files, and compares poses.</summary>
internal static class MadeFile
{
    /// <summary>The poses of the made motion as a plain rig shows them.</summary>
    public static float[] Expected(TemporaryFolder folder) => Read(folder, new MadeRig().Text()).World;

    public static RigReading Read(TemporaryFolder folder, string text, RigOptions? options = null)
    {
        var file = folder.File("made_1.bvh");
        File.WriteAllText(file, text);
        return MotionFormat.Bvh.ReadFile(file, options ?? new RigOptions(), options?.Joints is { } joints ? new JointFile(joints) : null);
    }

    /// <summary>The same file with names that say nothing: j0, j1 …</summary>
    public static string Unnamed(string text, string name = "j{0}")
    {
        var number = 0;
        return Regex.Replace(text, "(ROOT|JOINT) [^\n]+", match => $"{match.Groups[1].Value} {string.Format(null, name, number++)}");
    }

    public static Vector3 At(float[] world, string joint) => new(world.AsSpan(3 * Skeletons.H36m17.IndexOf(joint)));

    /// <param name="tolerance">mm.</param>
    public static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, float tolerance = 1)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i += 3)
            Near(new(expected[i..]), new(found[i..]), tolerance, $"frame {i / 51}, {Skeletons.H36m17.Joints[i % 51 / 3]}");
    }

    public static void Near(Vector3 expected, Vector3 found, float tolerance = 1, string what = "") =>
        Assert.True(Vector3.Distance(expected, found) < tolerance, $"{what}: {expected} and {found}");
}
