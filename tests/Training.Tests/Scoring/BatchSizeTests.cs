using StreamLift.Datasets;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Tests;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Scoring;

/// <summary>A pose must not depend on the other rows of its batch, not even in the last bit: after a crash a frame is lifted again with other rows.</summary>
public sealed class BatchSizeTests
{
    private const int Rows = 514;

    private static readonly string Model = Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx");

    [Fact]
    public void A_pose_is_the_same_bit_by_bit_at_any_batch_size() => Same(Model);

    [Fact]
    public void A_pose_in_int8_is_the_same_bit_by_bit_at_any_batch_size() => Same(LifterModel.Int8Beside(Model));

    private static void Same(string path)
    {
        using var model = LifterModel.Open(path, new LifterOptions { Device = Device.Cpu });
        var input = Detected(model);
        var whole = new float[Rows * LiftBatch.PoseWidth];
        model.Run(input, Rows, whole);
        foreach (var size in new[] { 1, 7, 64, 257 })
        {
            var parts = new float[whole.Length];
            for (var first = 0; first < Rows; first += size)
                model.Run(input.AsSpan(first * model.InputWidth), Math.Min(size, Rows - first), parts.AsSpan(first * LiftBatch.PoseWidth));
            Assert.True(whole.AsSpan().SequenceEqual(parts), $"batches of {size}");
        }
    }

    private static float[] Detected(LifterModel model)
    {
        using var folder = new TemporaryFolder();
        var data = TrainingSlice.Of(folder);
        TrainingSlice.AddDetections(data);
        var sequences = Dataset.Open(new DatasetOptions { Path = data, Detections = "sh" }).Sequences;
        var input = new float[Rows * model.InputWidth];
        for (var row = 0; row < Rows; row++)
        {
            var sequence = sequences[row % sequences.Count];
            FeatureRows.WriteInput(
                model.Features,
                sequence.Layout,
                sequence.Keypoints(row % sequence.Frames),
                sequence.Camera,
                [.. model.Card.MissingFill],
                input.AsSpan(row * model.InputWidth, model.InputWidth),
                out _
            );
        }
        return input;
    }
}
