using System.Globalization;
using System.Text;
using StreamLift.Host.Bench;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;

namespace StreamLift.Bench;

/// <summary>
/// The network alone, at every batch size, on one core and on all, a batch a core: the most that the service could reach if Kafka cost nothing, and where
/// larger batches
/// stop paying. Markdown on stdout and JSON in a file, or the JSON alone for one size.
/// </summary>
internal static class Inference
{
    private static IReadOnlyList<int> Sizes => NetworkStage.Sizes;

    /// <summary>One line of JSON for the batch that the service fills, with every core.</summary>
    public static int Run(string file, string precision)
    {
        var options = Options(precision, threads: 0);
        using var model = LifterModel.Load(file, options);
        Console.WriteLine(
            FormattableString.Invariant($$"""{"model":"{{model.Id}}","batch":{{options.MaxBatch}},"posesPerSecond":{{Rate(model, options.MaxBatch, 5):F0}}}""")
        );
        return 0;
    }

    /// <summary>The table, for each precision that the model comes in.</summary>
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

    /// <summary>Poses a second in batches of so many: as many runs at once as the service makes.</summary>
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
