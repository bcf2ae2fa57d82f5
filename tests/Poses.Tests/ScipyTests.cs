using System.Globalization;
using StreamLift.Poses.Scoring;
using StreamLift.Tests;

namespace StreamLift.Poses.Tests;

/// <summary>Protocol 2 of random poses, against SciPy's own alignment, as make-scipy-figures.py has written it down.</summary>
public sealed class ScipyTests
{
    private static readonly string Golden = Path.Combine(SharedData.RepositoryRoot, "tests", "Poses.Tests", "scipy-figures.txt");

    [Fact]
    public void P_MPJPE_of_random_poses_agrees_with_SciPy_to_a_millionth()
    {
        var lines = File.ReadAllLines(Golden);
        Assert.Equal(60, lines.Length);
        var both = 0;
        foreach (var line in lines)
        {
            var numbers = line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var own = PoseError.ProcrustesMpjpe(Pose(numbers[..51]), Pose(numbers[51..102]));
            Assert.Equal(numbers[102], own, 1e-6);
            if (double.IsNaN(numbers[103]))
                continue;
            both++;
            Assert.Equal(numbers[103], own, 1e-6);
        }

        Assert.InRange(both, lines.Length / 2, lines.Length);
    }

    private static float[] Pose(double[] coordinates) => Array.ConvertAll(coordinates, coordinate => (float)coordinate);
}
