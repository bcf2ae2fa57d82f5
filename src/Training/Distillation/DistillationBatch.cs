using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Distillation;

/// <summary>Collects the inputs of one batch for the teacher models, each with its mirror image, and runs the models once for the whole batch.</summary>
internal sealed class DistillationBatch(IReadOnlyList<LifterModel> models, int rows)
{
    private const int Ways = 2;

    // The fill values for missing joints differ between the models.
    private readonly float[][] _fills = [.. models.Select(model => model.Card.MissingFill.ToArray())];
    private readonly float[][] _inputs = [.. models.Select(_ => new float[Ways * rows * Normalization.InputWidth])];

    /// <summary>Adds the sample that the student gets. The sample is unchanged afterwards.</summary>
    public void Add(int row, TrainingSample sample)
    {
        for (var way = 0; way < Ways; way++)
        {
            for (var model = 0; model < models.Count; model++)
                models[model]
                    .Features.Write(
                        sample.Keypoints,
                        CameraView.Of(sample.Camera),
                        _fills[model],
                        _inputs[model].AsSpan(((Ways * row) + way) * Normalization.InputWidth, Normalization.InputWidth),
                        out _
                    );
            sample.Flip();
        }
    }

    /// <returns>rows × 48, mm, in the axes of the student's rotated camera.</returns>
    public float[] Predict()
    {
        var (taught, output) = (new float[rows * Normalization.OutputWidth], new float[Ways * rows * Skeletons.PoseWidth]);
        for (var model = 0; model < models.Count; model++)
        {
            models[model].Run(_inputs[model], Ways * rows, output);
            for (var row = 0; row < rows; row++)
                Add(
                    output.AsSpan(Ways * row * Skeletons.PoseWidth, Skeletons.PoseWidth),
                    output.AsSpan(((Ways * row) + 1) * Skeletons.PoseWidth, Skeletons.PoseWidth),
                    taught.AsSpan(row * Normalization.OutputWidth, Normalization.OutputWidth)
                );
        }
        return taught;
    }

    // The mirrored sample has a mirrored camera rotation, so mirroring the pose in the rotated axes is enough.
    private void Add(ReadOnlySpan<float> plain, ReadOnlySpan<float> mirrored, Span<float> taught)
    {
        var (mirror, share) = (Skeletons.H36m17.Mirror, 1f / (Ways * models.Count));
        for (var joint = 1; joint < TrainingSample.Joints; joint++)
        for (var axis = 0; axis < 3; axis++)
        {
            var (here, there) = ((3 * joint) + axis, (3 * mirror[joint]) + axis);
            taught[here - 3] += share * (plain[here] + (axis == 0 ? -mirrored[there] : mirrored[there]));
        }
    }
}
