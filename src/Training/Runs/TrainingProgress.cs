using System.Globalization;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Runs;

/// <summary>The progress of a run after a batch.</summary>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="Epochs">The last epoch.</param>
/// <param name="Share">The finished share of the run, 0 to 1.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="Rate">Samples per second in the epoch so far.</param>
/// <param name="Left">The estimated time until the end of the run, including evaluation.</param>
internal readonly record struct TrainingProgress(int Epoch, int Epochs, double Share, double Loss, double Rate, TimeSpan Left)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}/{Epochs}, {100 * Share:F1} %: loss {Loss:F3}, {Rate:N0} samples/s, {Clock(Left)} left");

    /// <summary>Formats a duration: "3 h 05 min", "12 min", "40 s".</summary>
    public static string Clock(TimeSpan time) =>
        time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min")
        : time.TotalMinutes >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s");
}
