using StreamLift.Poses.Layouts;

namespace StreamLift.Detectors;

/// <summary>What the reader knows about frames beside their body: from options, a record's key and headers, or a file's place.</summary>
public readonly ref struct FrameDefaults
{
    /// <summary>The stream, UTF-8. It is used whatever the body says; empty to use the body's own or <see cref="Key"/>.</summary>
    public ReadOnlySpan<byte> Stream { get; init; }

    /// <summary>The stream where <see cref="Stream"/> is empty and the body names none, UTF-8: a record's key; may be empty.</summary>
    public ReadOnlySpan<byte> Key { get; init; }

    /// <summary>The layout of the keypoints; null to decide by their number or their names.</summary>
    public Skeleton? Layout { get; init; }

    /// <summary>The image's width in pixels where the body has none; 0 for unknown.</summary>
    public int Width { get; init; }

    /// <summary>The image's height in pixels where the body has none; 0 for unknown.</summary>
    public int Height { get; init; }

    /// <summary>
    /// The image's size in pixels for coordinates that are fractions of it, where nothing else says it; 0 for unknown. Frames in pixels do not get it.
    /// </summary>
    public (int Width, int Height) FractionsOf { get; init; }

    /// <summary>The number of the body's frame where the body has none; null for unknown.</summary>
    public long? FrameNumber { get; init; }

    /// <summary>The capture time where the body has none, of its first frame: milliseconds since 1970 UTC; null for unknown.</summary>
    public long? TimestampMs { get; init; }

    /// <summary>Milliseconds from one frame number to the next, for the times of a body with several frames and no times; 0 gives all the same time.</summary>
    public double FrameMs { get; init; }

    /// <summary>
    /// Whether a frame may go without a number or a time: a record's offset and timestamp take their place later
    /// (<see cref="Wire.Messages.KeypointFrame.HasFrameNumber"/>).
    /// </summary>
    public bool IsRecord { get; init; }

    /// <summary>Whether coordinates are fractions of the image, 0 to 1. They become pixels, which needs the image's size.</summary>
    public bool Normalised { get; init; }
}
