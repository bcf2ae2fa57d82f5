using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Distillation;

/// <summary>Collects the inputs of one batch for the teacher models, each with its mirror image, and runs the models once for the whole batch.</summary>
internal sealed class DistillationBatch(IReadOnlyList<LifterModel> models, int rows)
{
    private const int Flips = 2;

    // The fill values for missing joints differ between the models.
    private readonly float[][] _missingFills = [.. models.Select(model => model.Card.MissingFill.ToArray())];
    private readonly float[][] _inputs = [.. models.Select(model => new float[Flips * rows * model.InputWidth])];

    /// <summary>Adds the sample that the student gets. The sample is unchanged afterwards.</summary>
    public void Add(int row, TrainingSample sample)
    {
        for (var flip = 0; flip < Flips; flip++)
        {
            for (var model = 0; model < models.Count; model++)
                models[model]
                    .Features.Write(
                        sample.Keypoints,
                        CameraView.Of(sample.Camera),
                        _missingFills[model],
                        _inputs[model].AsSpan(((Flips * row) + flip) * models[model].InputWidth, models[model].InputWidth),
                        out _
                    );
            sample.Flip();
        }
    }

    /// <returns>rows × 48, mm, in the axes of the student's rotated camera.</returns>
    public float[] Predict()
    {
        var (target, output) = (new float[rows * Normalization.OutputWidth], new float[Flips * rows * Skeletons.PoseWidth]);
        for (var model = 0; model < models.Count; model++)
        {
            models[model].Run(_inputs[model], Flips * rows, output);
            for (var row = 0; row < rows; row++)
                Add(
                    output.AsSpan(Flips * row * Skeletons.PoseWidth, Skeletons.PoseWidth),
                    output.AsSpan(((Flips * row) + 1) * Skeletons.PoseWidth, Skeletons.PoseWidth),
                    target.AsSpan(row * Normalization.OutputWidth, Normalization.OutputWidth)
                );
        }
        return target;
    }

    // The mirrored sample has a mirrored camera rotation, so mirroring the pose in the rotated axes is enough.
    private void Add(ReadOnlySpan<float> plain, ReadOnlySpan<float> mirrored, Span<float> target)
    {
        var (mirror, share) = (Skeletons.H36m17.Mirror, 1f / (Flips * models.Count));
        for (var joint = 1; joint < TrainingSample.Joints; joint++)
        for (var axis = 0; axis < 3; axis++)
        {
            var (here, there) = ((3 * joint) + axis, (3 * mirror[joint]) + axis);
            target[here - 3] += share * (plain[here] + (axis == 0 ? -mirrored[there] : mirrored[there]));
        }
    }
}
