using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Runs;

/// <summary>An epoch that is done.</summary>
/// <param name="Stage">Of which run.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">That the schedule is made for.</param>
/// <param name="Loss">Mean: mm, or squares of z-scores.</param>
/// <param name="Samples">Seen in it by this process.</param>
/// <param name="Took">Without measuring.</param>
/// <param name="Waited">Of that, for batches.</param>
/// <param name="LearningRate">Of its last step.</param>
/// <param name="HeldOut">Protocols 1 and 2 of those held out, mm; null: nobody is.</param>
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
    /// <summary>Samples a second.</summary>
    public double Rate => Samples / Took.TotalSeconds;

    /// <summary>A line for <c>--metrics</c>.</summary>
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

    /// <summary>The same for a person.</summary>
    /// <param name="left">Until the run's last epoch, about.</param>
    public string ToText(TimeSpan left)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"epoch {Epoch}/{Epochs}: loss {Loss:F3}, {Rate:N0} samples/s");
        if (HeldOut is { } error)
            text.Append(CultureInfo.InvariantCulture, $", held out {error.Protocol1:F2} / {error.Protocol2:F2} mm");
        if (left > TimeSpan.Zero)
            text.Append(", ").Append(TrainingProgress.Clock(left)).Append(" left");
        return text.ToString();
    }
}
