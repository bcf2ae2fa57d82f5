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
/// <param name="int8">The int8 or fp16 model. Null: none.</param>
/// <param name="checkpoint">The checkpoint of the fp32 model. Null: not given.</param>
internal sealed class ModelParity(LifterModel exact, LifterModel? int8, Checkpoint? checkpoint)
{
    // Only every eighth row is compared: libtorch is slow, and neighbouring frames are nearly equal.
    private const int Every = 8;

    private readonly PoseDifference? _int8 = int8 is null ? null : new PoseDifference(int8.Card.Precision);
    private readonly PoseDifference? _torch = checkpoint is null ? null : new PoseDifference("checkpoint");

    /// <summary>Compares the forms on rows of features.</summary>
    public void Add(ReadOnlySpan<float> features, int rows)
    {
        var taken = new List<float[]>();
        for (var row = 0; row < rows; row += Every)
            taken.Add(features.Slice(row * Normalization.InputWidth, Normalization.InputWidth).ToArray());
        if (taken.Count == 0)
            return;
        var expected = Lift(exact, taken);
        if (int8 is not null)
            _int8!.Add(expected, Lift(int8, taken));
        if (checkpoint is null)
            return;
        using var network = checkpoint.Network();
        _torch!.Add(expected, [.. Exporter.Lift(network, checkpoint.Normalization, [.. taken]).SelectMany(pose => pose)]);
    }

    public string ToText() =>
        string.Join(
            Environment.NewLine,
            Differences()
                .Select(gap =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"parity with {exact.Id}: the joints of {gap.Name} differ by {gap.Mean:F4} mm on average, {gap.Max:F3} mm at most"
                    )
                )
        );

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["with"] = exact.Id };
        foreach (var gap in Differences())
            json[gap.Name] = new JsonObject { ["mean"] = Math.Round(gap.Mean, 5), ["most"] = Math.Round(gap.Max, 5) };
        return json;
    }

    private static float[] Lift(LifterModel model, List<float[]> rows)
    {
        var output = new float[rows.Count * Skeletons.PoseWidth];
        model.Run([.. rows.SelectMany(row => row)], rows.Count, output);
        return output;
    }

    private IEnumerable<PoseDifference> Differences() => new[] { _torch, _int8 }.OfType<PoseDifference>();
}
