using System.Globalization;
using System.Text;
using StreamLift.Host.Bench;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;

namespace StreamLift.Bench;

/// <summary>
/// Measures inference without Kafka by batch size, on one core and on all cores, with one batch per core. This is the upper limit of the service's
/// throughput, and shows where larger batches stop helping. Prints Markdown and writes JSON to a file, or prints only JSON for one batch size.
/// </summary>
internal static class Inference
{
    private static IReadOnlyList<int> Sizes => NetworkStage.Sizes;

    /// <summary>Prints one line of JSON for the service's batch size on all cores.</summary>
    public static int Run(string file, string precision)
    {
        var options = Options(precision, threads: 0);
        using var model = LifterModel.Load(file, options);
        Console.WriteLine(
            FormattableString.Invariant($$"""{"model":"{{model.Id}}","batch":{{options.MaxBatch}},"posesPerSecond":{{Rate(model, options.MaxBatch, 5):F0}}}""")
        );
        return 0;
    }

    /// <summary>Prints the table for each precision of the model.</summary>
    public static int Table(string file, string[] precisions, string json)
    {
        var threads = new[] { 1, Environment.ProcessorCount }.Distinct().ToArray();
        var lines = new List<string>();
        var text = new StringBuilder("| model | threads |").AppendJoin("", Sizes.Select(size => $" {size} |")).AppendLine();
        text.Append("|---|---|").AppendJoin("", Sizes.Select(_ => "---|")).AppendLine();
        foreach (var precision in precisions)
        foreach (var count in threads)
        {
            using var model = LifterModel.Load(file, Options(precision, count));
            var rates = Sizes.Select(size => Rate(model, size, 1)).ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {model.Id}, {model.Card.Precision} | {count} |")
                .AppendJoin("", rates.Select(rate => string.Create(CultureInfo.InvariantCulture, $" {rate:N0} |")))
                .AppendLine();
            lines.Add(
                FormattableString.Invariant($$"""{"model":"{{model.Id}}","precision":"{{model.Card.Precision}}","threads":{{count}},"posesPerSecond":{""")
                    + string.Join(",", Sizes.Zip(rates, (size, rate) => FormattableString.Invariant($"\"{size}\":{rate:F0}")))
                    + "}}"
            );
        }
        Console.WriteLine($"poses/s of the network alone, by people in a batch ({Environment.ProcessorCount} cores)\n\n{text}");
        File.WriteAllText(json, $"[{string.Join(",\n", lines)}]\n");
        Console.WriteLine($"as JSON: {json}");
        return 0;
    }

    /// <summary>Poses per second for a batch size, with as many parallel runs as in the service.</summary>
    public static double Rate(LifterModel model, int rows, double seconds) =>
        new NetworkStage(model, TimeProvider.System).Rate(rows, model.Parallel, TimeSpan.FromSeconds(seconds));

    private static LifterOptions Options(string precision, int threads) =>
        new()
        {
            Device = Device.Cpu,
            Threads = threads,
            Precision = Enum.Parse<Precision>(precision, ignoreCase: true),
        };
}
