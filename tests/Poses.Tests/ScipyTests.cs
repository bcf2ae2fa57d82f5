using System.Diagnostics;
using System.Globalization;

namespace StreamLift.Poses.Tests;

/// <summary>Protocol 2 of random poses, against SciPy's own alignment.</summary>
public sealed class ScipyTests
{
    // By Rotation.align_vectors, which never mirrors, with the least squares' scale; and by spatial.procrustes, which may, where it did not.
    private const string Script = """
        import sys, numpy as np
        from scipy.spatial import procrustes
        from scipy.spatial.transform import Rotation
        for line in sys.stdin:
            numbers = np.array(line.split(), dtype=float).reshape(2, 17, 3)
            p, t = numbers[0] - numbers[0].mean(0), numbers[1] - numbers[1].mean(0)
            turned = Rotation.align_vectors(t, p)[0].apply(p)
            turned *= (turned * t).sum() / (turned ** 2).sum()
            own = np.linalg.norm(turned - t, axis=1).mean()
            a, b, _ = procrustes(t, p)
            other = np.linalg.norm(a - b, axis=1).mean() * np.linalg.norm(t)
            mirrored = np.linalg.det(np.linalg.lstsq(p, b, rcond=None)[0]) < 0
            print(repr(float(own)), 'nan' if mirrored else repr(float(other)))
        """;

    [ScipyFact]
    public void Protocol_2_of_random_poses_is_SciPys_to_a_millionth()
    {
        var random = new Random(42);
        var pairs = Enumerable.Range(0, 300).Select(i => Pair(random, near: i % 2 == 0)).ToList();
        var given = Ask(pairs.Select(pair => string.Join(' ', pair.Predicted.Concat(pair.Truth).Select(number => ((double)number).ToString("R", CultureInfo.InvariantCulture)))));
        Assert.Equal(pairs.Count, given.Count);
        var both = 0;
        foreach (var ((predicted, truth), line) in pairs.Zip(given))
        {
            var (own, expected) = (PoseError.ProcrustesMpjpe(predicted, truth), line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray());
            Assert.Equal(expected[0], own, 1e-6);
            if (double.IsNaN(expected[1]))
                continue;
            both++;
            Assert.Equal(expected[1], own, 1e-6);
        }
        Assert.InRange(both, 150, 300);
    }

    // Near: the truth, moved, turned, scaled and a little wrong; else any two.
    private static (float[] Predicted, float[] Truth) Pair(Random random, bool near)
    {
        float[] Any() => [.. Enumerable.Range(0, 51).Select(_ => (float)((random.NextDouble() - 0.5) * 2000))];
        var truth = Any();
        if (!near)
            return (Any(), truth);
        var turn = Turn.Towards(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() + 0.01);
        var predicted = truth.Select(number => (0.8f * number) + (float)(random.NextDouble() * 100)).ToArray();
        turn.Apply(predicted);
        return (predicted, truth);
    }

    private static List<string> Ask(IEnumerable<string> lines)
    {
        using var python = Process.Start(new ProcessStartInfo(ScipyFactAttribute.Python!, ["-W", "ignore", "-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var output = python.StandardOutput.ReadToEndAsync();
        foreach (var line in lines)
            python.StandardInput.WriteLine(line);
        python.StandardInput.Close();
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        return [.. output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
