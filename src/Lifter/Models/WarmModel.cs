using StreamLift.Lifter.Stage;

namespace StreamLift.Lifter.Models;

/// <summary>Loads the model that the options name and runs it at the sizes it will meet, so that no frame waits for the runtime's first time.</summary>
public static class WarmModel
{
    /// <exception cref="ModelException">The model can't be used.</exception>
    public static LifterModel Load(LifterOptions options)
    {
        var model = LifterModel.Load(options.Model, options);
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
