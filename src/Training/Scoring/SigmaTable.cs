using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Poses.Scoring;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Scoring;

/// <summary>The reliability diagram of sigma: errors by predicted sigma, over the 16 joints without the hip.</summary>
internal sealed class SigmaTable
{
    // The lower edges of the bins, mm.
    private static readonly float[] Edges = [0, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500];

    private readonly (double Sigma, double Square, double Distance, long Joints)[] _sums = new (double, double, double, long)[Edges.Length];
    private readonly SigmaCoverageCounter _counter = new();

    /// <summary>The bins that are not empty, in ascending order.</summary>
    public IReadOnlyList<SigmaBin> Bins =>
        [
            .. Edges
                .Zip(_sums)
                .Where(bin => bin.Second.Joints > 0)
                .Select(bin =>
                {
                    var (sigma, square, distance, joints) = bin.Second;
                    return new SigmaBin(bin.First, Math.Sqrt(sigma / joints), Math.Sqrt(square / joints / 3), distance / joints, joints);
                }),
        ];

    /// <summary>The root mean square of all sigmas, mm.</summary>
    public double Mean => Math.Sqrt(_sums.Sum(sum => sum.Sigma) / _sums.Sum(sum => sum.Joints));

    /// <summary>The coverage of 1 and 2 sigma. Null: nothing was measured.</summary>
    public SigmaCoverage? Coverage => _counter.Coverage("");

    /// <summary>Adds a pose.</summary>
    /// <param name="sigma">17 numbers, mm.</param>
    /// <param name="predicted">51 numbers, mm.</param>
    /// <param name="truth">51 numbers, mm.</param>
    public void Add(ReadOnlySpan<float> sigma, ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        _counter.Add(sigma, predicted, truth);
        for (var joint = 1; joint < TrainingSample.Joints; joint++)
        {
            var distance = PoseError.Mpjpe(predicted.Slice(3 * joint, 3), truth.Slice(3 * joint, 3));
            var predictedMm = sigma[joint];
            var bin = Array.FindLastIndex(Edges, edge => edge <= predictedMm);
            ref var sum = ref _sums[Math.Max(0, bin)];
            sum = (sum.Sigma + ((double)sigma[joint] * sigma[joint]), sum.Square + (distance * distance), sum.Distance + distance, sum.Joints + 1);
        }
    }

    public JsonObject ToJson() =>
        new()
        {
            ["rms"] = Coverage?.Rms,
            ["within1"] = Coverage?.Within1,
            ["within2"] = Coverage?.Within2,
            ["bins"] = new JsonArray([
                .. Bins.Select(bin => new JsonObject
                {
                    ["from"] = bin.From,
                    ["sigma"] = Math.Round(bin.Sigma, 3),
                    ["error"] = Math.Round(bin.Error, 3),
                    ["distance"] = Math.Round(bin.Distance, 3),
                    ["joints"] = bin.Joints,
                }),
            ]),
        };

    public string ToText()
    {
        var text = new StringBuilder("predicted sigma       mean   error along an axis   mean distance     joints");
        foreach (var bin in Bins)
            text.AppendLine()
                .Append(
                    CultureInfo.InvariantCulture,
                    $"from {bin.From, 7:0} mm {bin.Sigma, 10:0.0} {bin.Error, 21:0.0} {bin.Distance, 15:0.0} {bin.Joints, 10}"
                );
        return text.AppendLine()
            .Append(
                CultureInfo.InvariantCulture,
                $"{Coverage?.Within1:0.0} % of the coordinates are within 1 sigma (68.3 % for a normal distribution), {Coverage?.Within2:0.0} % within 2 sigma "
                    + $"(95.4 %); the root mean square of error / sigma is {Coverage?.Rms:0.00}"
            )
            .ToString();
    }
}

/// <summary>A bin of joints with similar predicted sigma.</summary>
/// <param name="From">The bin's lower edge, mm.</param>
/// <param name="Sigma">The root mean square of the sigmas, mm.</param>
/// <param name="Error">The root mean square of the errors along an axis, mm. It should be equal to sigma.</param>
/// <param name="Distance">The mean distance from the truth, mm.</param>
/// <param name="Joints">The number of joints.</param>
internal sealed record SigmaBin(float From, double Sigma, double Error, double Distance, long Joints);
