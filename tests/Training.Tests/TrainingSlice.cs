namespace StreamLift.Training.Tests;

/// <summary>One take of a training, a held-out and a test subject, in the format of the 2017 authors.</summary>
internal static class TrainingSlice
{
    private static readonly SyntheticTake[] Takes = [new("S1", "Climbing", 690, seed: 1), new("S8", "Walking", 90, seed: 2), new("S9", "Walking", 90, seed: 3)];

    /// <returns>The folder of the takes.</returns>
    public static string Of(TemporaryFolder folder, params string[] subjects) =>
        SyntheticRecording.Authors(folder.File("slice"), [.. Takes.Where(take => subjects.Length == 0 || subjects.Contains(take.Subject))]);

    /// <summary>Adds detected 2D keypoints of the same takes.</summary>
    public static void AddDetections(string slice) => SyntheticRecording.AddHourglass(slice, Takes);
}
