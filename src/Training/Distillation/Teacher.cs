using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Features;

namespace StreamLift.Training.Distillation;

/// <summary>
/// Models that a smaller or a fresh one learns from beside the truth (Hinton, Vinyals, Dean 2015): the mean of their poses, each also of the row's mirror
/// image turned back, which serving can't afford. Any thread.
/// </summary>
internal sealed class Teacher : IDisposable
{
    private readonly IReadOnlyList<LifterModel> _models;

    private Teacher(IReadOnlyList<LifterModel> models) => _models = models;

    /// <param name="paths">The models' files; none: no teacher.</param>
    /// <param name="features">The student's.</param>
    /// <exception cref="ConfigurationException">A model is given other features than the student.</exception>
    /// <exception cref="ModelException">A file is none, or doesn't compute what its card says.</exception>
    public static Teacher? Open(IReadOnlyList<string> paths, IPoseFeatures features)
    {
        if (paths.Count == 0)
            return null;
        // A batch is made on one thread beside the one that trains.
        var models = paths.Select(path => LifterModel.Open(path, new LifterOptions { Device = Device.Cpu, Threads = 1 })).ToList();
        foreach (var (model, path) in models.Zip(paths))
            if (model.Features != features)
                throw new ConfigurationException(
                    $"--teacher {path}: its features are {model.Features.Name}, the student's {features.Name}; --features must be the same"
                );
        return new Teacher(models);
    }

    /// <summary>A distillation of so many rows: one thread's.</summary>
    public DistillationBatch BeginBatch(int rows) => new(_models, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in _models)
            model.Dispose();
    }
}
