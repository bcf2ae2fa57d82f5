using StreamLift.Datasets.Synthetic;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;

namespace StreamLift.Bench;

/// <summary>Feature rows of a model: the synthetic performer seen by its cameras.</summary>
internal static class GpuPoses
{
    /// <param name="model">The model that determines the features.</param>
    /// <param name="rows">The number of rows.</param>
    public static float[] Rows(LifterModel model, int rows)
    {
        var sequences = SyntheticDataset.Record(new SyntheticOptions { Seconds = 20 }).Sequences;
        var (input, fill) = (new float[rows * model.InputWidth], model.Card.MissingFill);
        for (var row = 0; row < rows; row++)
        {
            var sequence = sequences[row % sequences.Count];
            model.Features.Write(
                sequence.Keypoints(row / sequences.Count * 7 % sequence.Frames),
                CameraView.Of(sequence.Camera),
                fill,
                input.AsSpan(row * model.InputWidth, model.InputWidth),
                out _
            );
        }

        return input;
    }

    /// <summary>The poses of the rows, lifted in batches of a size.</summary>
    public static float[] Lift(LifterModel model, float[] input, int rows, int batch)
    {
        var output = new float[rows * LiftBatch.PoseWidth];
        for (var row = 0; row < rows; row += batch)
        {
            var count = Math.Min(batch, rows - row);
            model.Run(input.AsSpan(row * model.InputWidth, count * model.InputWidth), count, output.AsSpan(row * LiftBatch.PoseWidth));
        }

        return output;
    }

    /// <summary>The difference between two sets of poses: the mean distance of the joints, and the largest difference of a number, mm.</summary>
    public static (double Mean, double Most) Apart(float[] a, float[] b)
    {
        var (sum, most) = (0.0, 0.0);
        for (var joint = 0; joint < a.Length; joint += 3)
        {
            var (x, y, z) = (a[joint] - b[joint], a[joint + 1] - b[joint + 1], a[joint + 2] - b[joint + 2]);
            var distance = Math.Sqrt((x * x) + (y * y) + (z * z));
            sum += distance;
            most = double.IsNaN(distance) ? double.NaN : Math.Max(most, Math.Max(Math.Abs(x), Math.Max(Math.Abs(y), Math.Abs(z))));
        }

        return (sum / (a.Length / 3), most);
    }
}
