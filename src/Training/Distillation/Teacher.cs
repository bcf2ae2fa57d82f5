using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Features;

namespace StreamLift.Training.Distillation;

/// <summary>
/// The teacher of knowledge distillation (Hinton, Vinyals and Dean, 2015): one or more models. The target is the mean of their poses for a row and
/// for its mirror image. Serving can't afford this test-time augmentation. Thread-safe.
/// </summary>
internal sealed class Teacher : IDisposable
{
    private readonly IReadOnlyList<LifterModel> _models;

    private Teacher(IReadOnlyList<LifterModel> models) => _models = models;

    /// <param name="paths">The model files. Empty: no teacher.</param>
    /// <param name="features">The features of the student.</param>
    /// <exception cref="ConfigurationException">A model has other features than the student.</exception>
    /// <exception cref="ModelException">A file is not a model, or its canary check fails.</exception>
    public static Teacher? Open(IReadOnlyList<string> paths, IPoseFeatures features)
    {
        if (paths.Count == 0)
            return null;
        // Batches are prepared on one thread beside the training thread.
        var models = paths.Select(path => LifterModel.Open(path, new LifterOptions { Device = Device.Cpu, Threads = 1 })).ToList();
        foreach (var (model, path) in models.Zip(paths))
            if (model.Features != features)
                throw new ConfigurationException(
                    $"--teacher {path}: the teacher has the features {model.Features.Name}, the student {features.Name}; use the same --features"
                );
        return new Teacher(models);
    }

    /// <summary>Starts a batch. The returned object is not thread-safe.</summary>
    public DistillationBatch BeginBatch(int rows) => new(_models, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in _models)
            model.Dispose();
    }
}
