namespace StreamLift.Datasets;

/// <summary>One way to write an action, whoever saved it.</summary>
internal static class ActionName
{
    /// <summary>
    /// "Walking_1" is "Walking 1" (the authors' detections); "TakingPhoto" and "WalkingDog" (Human3.6M, some subjects) are "Photo" and
    /// "WalkDog", as the paper's tables have them.
    /// </summary>
    public static string Of(string written) =>
        written.Replace('_', ' ').Replace("TakingPhoto", "Photo", StringComparison.Ordinal).Replace("WalkingDog", "WalkDog", StringComparison.Ordinal).Trim();
}
