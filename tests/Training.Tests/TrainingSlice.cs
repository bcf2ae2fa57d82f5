namespace StreamLift.Training.Tests;

/// <summary>One take each of a subject to train on, one to hold out and one to test, written as the 2017 authors have them.</summary>
internal static class TrainingSlice
{
    private static readonly SyntheticTake[] Takes = [new("S1", "Climbing", 690, seed: 1), new("S8", "Walking", 90, seed: 2), new("S9", "Walking", 90, seed: 3)];

    /// <returns>The folder they are in.</returns>
    public static string Of(TemporaryFolder folder, params string[] subjects) =>
        SyntheticRecording.Authors(folder.File("slice"), [.. Takes.Where(take => subjects.Length == 0 || subjects.Contains(take.Subject))]);

    /// <summary>Puts a detector's 2D of the same takes beside it.</summary>
    public static void AddDetections(string slice) => SyntheticRecording.AddHourglass(slice, Takes);
}
