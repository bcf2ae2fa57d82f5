namespace StreamLift.Datasets;

/// <summary>Normalizes the names of actions, which differ between data formats.</summary>
internal static class ActionName
{
    /// <summary>
    /// "Walking_1" (the authors' detections) becomes "Walking 1". "TakingPhoto" and "WalkingDog" (some subjects of Human3.6M) become "Photo" and
    /// "WalkDog", as in the paper's tables.
    /// </summary>
    public static string Of(string written) =>
        written.Replace('_', ' ').Replace("TakingPhoto", "Photo", StringComparison.Ordinal).Replace("WalkingDog", "WalkDog", StringComparison.Ordinal).Trim();
}
