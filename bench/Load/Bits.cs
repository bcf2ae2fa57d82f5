using System.Runtime.InteropServices;
using System.Security.Cryptography;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;

namespace StreamLift.Bench;

/// <summary>
/// Prints the SHA-256 of a model's output for fixed rows: ordinary rows, and rows up to sixteen times as large, for which the sums of int8 are
/// largest.
/// </summary>
internal static class Bits
{
    private const int Batch = 64;
    private static readonly float[] Factors = [1, 2, 4, 8, 16];

    /// <summary>Prints two lines: the hash of the poses and, if the model has sigmas, the hash of the sigmas.</summary>
    public static int Run(string file, int rows)
    {
        using var model = LifterModel.Open(file, new LifterOptions { Device = Device.Cpu, Threads = 1 });
        var random = new Random(8);
        var input = Enumerable
            .Range(0, rows * model.InputWidth)
            .Select(i => (random.NextSingle() - 0.5f) * Factors[i / model.InputWidth % Factors.Length])
            .ToArray();
        var (poses, sigmas) = (new float[rows * LiftBatch.PoseWidth], new float[model.Card.Sigma is null ? 0 : rows * LiftBatch.SigmaWidth]);
        for (var first = 0; first < rows; first += Batch)
            model.Run(
                input.AsSpan(first * model.InputWidth),
                Math.Min(Batch, rows - first),
                poses.AsSpan(first * LiftBatch.PoseWidth),
                sigmas.Length == 0 ? default : sigmas.AsSpan(first * LiftBatch.SigmaWidth)
            );
        Say("poses", poses);
        if (sigmas.Length > 0)
            Say("sigmas", sigmas);
        return 0;
    }

    private static void Say(string what, float[] numbers) =>
        Console.WriteLine($"{what} {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(numbers.AsSpan())))}");
}
