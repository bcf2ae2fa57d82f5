using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Quantization;

/// <summary>Runs <c>quantize</c> for one model, or for the models of all actions, each with the data of its action.</summary>
internal static class QuantizeRun
{
    /// <returns>The files that were not written, because the error increased too much.</returns>
    /// <exception cref="ConfigurationException">The file names don't match each other, or the data can't be used.</exception>
    /// <exception cref="ModelException">A model can't be used, or is missing.</exception>
    public static IReadOnlyList<string> Run(QuantizeOptions options, Action<string> writeLine, TimeProvider clock)
    {
        if (ActionFiles.IsEach(options.Model) != ActionFiles.IsEach(options.Out))
            throw new ConfigurationException($"--model {options.Model} and --out {options.Out}: use {ActionFiles.Token} in both file names or in neither");
        if (ActionFiles.IsEach(options.Model))
            return RunPerAction(options, writeLine, clock);
        return new QuantizationJob(options, () => Open(options, writeLine), writeLine, clock).Run() ? [] : [options.Out];
    }

    private static List<string> RunPerAction(QuantizeOptions options, Action<string> writeLine, TimeProvider clock)
    {
        var data = Open(options, writeLine);
        ActionFiles.Require(options.Model, data.Actions);
        var refused = new List<string>();
        foreach (var action in data.Actions)
        {
            var (own, one) = (
                data.ForAction(action),
                options with
                {
                    Model = ActionFiles.Of(options.Model, action),
                    Out = ActionFiles.Of(options.Out, action),
                }
            );
            if (own.Test.Count + own.HoldOut.Count == 0)
            {
                writeLine(
                    $"{action}: {one.Out} is not written, because no test subject (S9, S11) performs this action, nor anybody of --hold-out, so the error "
                        + "can't be measured"
                );
                continue;
            }

            writeLine($"{action}:");
            if (!new QuantizationJob(one, () => own, writeLine, clock).Run())
                refused.Add(one.Out);
        }

        return refused;
    }

    private static TrainingData Open(QuantizeOptions options, Action<string> writeLine)
    {
        var data = TrainingData.Open(options.Data, options.HoldOut, options.Detections, options.Rig);
        foreach (var note in data.Notes)
            writeLine($"note: {note}");
        return data;
    }
}
