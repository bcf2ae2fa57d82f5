using StreamLift.Lifter.Stage;

namespace StreamLift.Lifter.Models;

/// <summary>Loads a model and warms it up with the smallest and largest batch, so that no frame waits for a slow first run.</summary>
public static class WarmModel
{
    /// <summary>Loads the model of <see cref="LifterOptions.Model"/> and runs the warm-up.</summary>
    /// <exception cref="ModelException">The model is unusable.</exception>
    public static LifterModel Load(LifterOptions options) => Load(options.Model, options);

    /// <summary>Loads a model and runs the warm-up.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="options">How it is to run.</param>
    /// <exception cref="ModelException">The model is unusable.</exception>
    public static LifterModel Load(string path, LifterOptions options)
    {
        var model = LifterModel.Load(path, options);
        try
        {
            var input = new float[options.MaxBatch * model.InputWidth];
            var output = new float[options.MaxBatch * LiftBatch.PoseWidth];
            var sigma = options.Sigma ? new float[options.MaxBatch * LiftBatch.SigmaWidth] : [];
            model.Run(input, 1, output, sigma);
            model.Run(input, options.MaxBatch, output, sigma);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
