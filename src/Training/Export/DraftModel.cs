using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Training.Export;

/// <summary>Writes a model file that is measured first. It gets its name only then, so that a service never sees an incomplete model.</summary>
internal static class DraftModel
{
    /// <param name="path">The model file.</param>
    /// <param name="file">Makes the file with a card.</param>
    /// <param name="card">The card without the measured errors.</param>
    /// <param name="measure">Measures the model. Returns its card, or null if the model is not good enough.</param>
    /// <returns>Whether the model was good enough and was written.</returns>
    /// <exception cref="ModelException">The model does not load, or its canary check fails.</exception>
    public static bool Write(string path, Func<ModelCard, byte[]> file, ModelCard card, Func<LifterModel, ModelCard?> measure)
    {
        var draft = path + ".draft";
        try
        {
            File.WriteAllBytes(draft, file(card));
            ModelCard? measured;
            using (var model = LifterModel.Open(draft, new LifterOptions { Device = Device.Cpu }))
                measured = measure(model);
            if (measured is null)
                return false;
            File.WriteAllBytes(draft, file(measured));
            File.Move(draft, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
