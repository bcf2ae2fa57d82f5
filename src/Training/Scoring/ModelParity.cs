using System.Globalization;
using System.Text.Json.Nodes;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Scoring;

/// <summary>Measures how far the forms of one model differ: the checkpoint in libtorch, the fp32 file, and the int8 or fp16 file.</summary>
/// <param name="exact">The fp32 model, the reference.</param>
/// <param name="quantized">The int8 or fp16 model. Null: none.</param>
/// <param name="checkpoint">The checkpoint of the fp32 model. Null: not given.</param>
internal sealed class ModelParity(LifterModel exact, LifterModel? quantized, Checkpoint? checkpoint)
{
    // Only every eighth row is compared: libtorch is slow, and neighbouring frames are nearly equal.
    private const int RowStep = 8;

    private readonly PoseDifference? _quantizedDifference = quantized is null ? null : new PoseDifference(quantized.Card.Precision);
    private readonly PoseDifference? _checkpointDifference = checkpoint is null ? null : new PoseDifference("checkpoint");

    /// <summary>Compares the forms on rows of features.</summary>
    public void Add(ReadOnlySpan<float> features, int rows)
    {
        var taken = new List<float[]>();
        for (var row = 0; row < rows; row += RowStep)
            taken.Add(features.Slice(row * exact.InputWidth, exact.InputWidth).ToArray());
        if (taken.Count == 0)
            return;
        var expected = Lift(exact, taken);
        if (quantized is not null)
            _quantizedDifference!.Add(expected, Lift(quantized, taken));
        if (checkpoint is null)
            return;
        using var network = checkpoint.Network();
        _checkpointDifference!.Add(expected, [.. Exporter.Lift(network, checkpoint.Normalization, [.. taken]).SelectMany(pose => pose)]);
    }

    public string ToText() =>
        string.Join(
            Environment.NewLine,
            Differences()
                .Select(difference =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"parity with {exact.Id}: the joints of {difference.Name} differ by {difference.Mean:F4} mm on average, {difference.Max:F3} mm at most"
                    )
                )
        );

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["with"] = exact.Id };
        foreach (var difference in Differences())
            json[difference.Name] = new JsonObject { ["mean"] = Math.Round(difference.Mean, 5), ["most"] = Math.Round(difference.Max, 5) };
        return json;
    }

    private static float[] Lift(LifterModel model, List<float[]> rows)
    {
        var output = new float[rows.Count * Skeletons.PoseWidth];
        model.Run([.. rows.SelectMany(row => row)], rows.Count, output);
        return output;
    }

    private IEnumerable<PoseDifference> Differences() => new[] { _checkpointDifference, _quantizedDifference }.OfType<PoseDifference>();
}
