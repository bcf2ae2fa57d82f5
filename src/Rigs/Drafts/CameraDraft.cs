namespace StreamLift.Rigs.Drafts;

/// <summary>A camera as a file has it, in the file's unit. Null: the file does not have it.</summary>
/// <param name="Name">The file's name of the camera.</param>
internal sealed record CameraDraft(string Name)
{
    /// <summary>Width and height, px.</summary>
    public double[]? Size { get; init; }

    /// <summary>K: 9 numbers, row by row, px.</summary>
    public double[]? Matrix { get; init; }

    /// <summary>k1, k2, p1, p2, k3, k4, k5, k6 in OpenCV's order, as many as there are; of a fisheye lens k1 to k4.</summary>
    public double[]? Distortion { get; init; }

    public bool IsFisheye { get; init; }

    /// <summary>R (9 numbers, row by row) or a Rodrigues vector (3).</summary>
    public double[]? Rotation { get; init; }

    /// <summary>t: 3 numbers. With <see cref="IsCentre"/> the position of the camera in the world.</summary>
    public double[]? Translation { get; init; }

    /// <summary>Whether <see cref="Translation"/> is the camera's position C, from which t = −R·C follows.</summary>
    public bool IsCentre { get; init; }
}
