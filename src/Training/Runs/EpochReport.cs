using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Runs;

/// <summary>The results of a finished epoch.</summary>
/// <param name="Stage">The stage of the run.</param>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Epochs">The number of epochs of the schedule.</param>
/// <param name="Loss">The mean loss: mm, or squared z-scores.</param>
/// <param name="Samples">The samples that this process trained on in the epoch.</param>
/// <param name="Took">The duration without evaluation.</param>
/// <param name="Waited">The time of this duration that was spent waiting for batches.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="HeldOut">The errors of the held-out subjects in mm, protocols 1 and 2. Null: no subject is held out.</param>
internal sealed record EpochReport(
    RunStage Stage,
    int Epoch,
    int Epochs,
    double Loss,
    long Samples,
    TimeSpan Took,
    TimeSpan Waited,
    float LearningRate,
    (double Protocol1, double Protocol2)? HeldOut
)
{
    /// <summary>Samples per second.</summary>
    public double Rate => Samples / Took.TotalSeconds;

    /// <summary>The report as a JSON line for <c>--metrics</c>.</summary>
    public string ToJson()
    {
        var json = new JsonObject
        {
            ["stage"] = Stage.ToString().ToLowerInvariant(),
            ["epoch"] = Epoch,
            ["epochs"] = Epochs,
            ["loss"] = Math.Round(Loss, 5),
            ["samplesPerSecond"] = Math.Round(Rate, 1),
            ["seconds"] = Math.Round(Took.TotalSeconds, 3),
            ["waiting"] = Math.Round(Waited / Took, 5),
            ["learningRate"] = LearningRate,
        };
        if (HeldOut is { } error)
            json["heldOut"] = new JsonObject { ["protocol1"] = Math.Round(error.Protocol1, 3), ["protocol2"] = Math.Round(error.Protocol2, 3) };
        return json.ToJsonString();
    }

    /// <summary>The report as text.</summary>
    /// <param name="left">The estimated time until the end of the run.</param>
    public string ToText(TimeSpan left)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"epoch {Epoch}/{Epochs}: loss {Loss:F3}, {Rate:N0} samples/s");
        if (HeldOut is { } error)
            text.Append(CultureInfo.InvariantCulture, $", held-out error {error.Protocol1:F2} / {error.Protocol2:F2} mm");
        if (left > TimeSpan.Zero)
            text.Append(", ").Append(TrainingProgress.Clock(left)).Append(" left");
        return text.ToString();
    }
}
