namespace StreamLift.Poses;

/// <summary>
/// The features <c>image</c>, version 1: where a joint stands in the image, from its centre and in halves of its width. Serving and
/// training both make their rows here.
/// </summary>
public static class ImageFeatures
{
    /// <summary>As the model's card names them.</summary>
    public const string Name = "image";

    /// <summary>Changes when a row of the same keypoints does.</summary>
    public const int Version = 1;

    /// <summary>
    /// Writes one person's network row: x' = (x − W/2) / (W/2), y' = (y − H/2) / (W/2); a joint not seen (score 0) is given
    /// <paramref name="missingFill"/>'s. No allocation.
    /// </summary>
    /// <param name="keypoints">x, y (px), score of each joint: 3·J.</param>
    /// <param name="width">W, px.</param>
    /// <param name="height">H, px.</param>
    /// <param name="missingFill">x', y' of each joint for when it is not seen: 2·J, from the model's card.</param>
    /// <param name="row">x', y' of each joint: 2·J.</param>
    /// <returns>How many joints were seen.</returns>
    /// <exception cref="ArgumentException">A span's length doesn't fit.</exception>
    public static int Write(ReadOnlySpan<float> keypoints, int width, int height, ReadOnlySpan<float> missingFill, Span<float> row)
    {
        var joints = keypoints.Length / 3;
        if (missingFill.Length != 2 * joints || row.Length < 2 * joints || keypoints.Length != 3 * joints)
            throw new ArgumentException($"{keypoints.Length} keypoint numbers, {missingFill.Length} of fill and {row.Length} of row don't fit");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        float halfWidth = width / 2f, halfHeight = height / 2f;
        var seen = 0;
        for (var joint = 0; joint < joints; joint++)
        {
            var isSeen = keypoints[(3 * joint) + 2] > 0;
            seen += isSeen ? 1 : 0;
            row[2 * joint] = isSeen ? (keypoints[3 * joint] - halfWidth) / halfWidth : missingFill[2 * joint];
            row[(2 * joint) + 1] = isSeen ? (keypoints[(3 * joint) + 1] - halfHeight) / halfWidth : missingFill[(2 * joint) + 1];
        }
        return seen;
    }
}
