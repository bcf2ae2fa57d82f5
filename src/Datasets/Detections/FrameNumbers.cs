using StreamLift.Datasets.Numpy;
using StreamLift.Datasets.VideoPose3D;

namespace StreamLift.Datasets.Detections;

/// <summary>The numbers of one frame: people × joints × columns.</summary>
internal sealed record FrameNumbers(int People, int Joints, int Columns, ArraySegment<float> Values)
{
    private static readonly FrameNumbers Nobody = new(0, 0, 1, ArraySegment<float>.Empty);

    /// <summary>The frames of one array (frames, people, joints[, columns]).</summary>
    public static List<FrameNumbers> Split(float[] values, int[] shape)
    {
        var (columns, each) = (shape.Length == 4 ? shape[3] : 1, values.Length / shape[0]);
        return
        [
            .. Enumerable
                .Range(0, shape[0])
                .Select(frame => new FrameNumbers(shape[1], shape[2], columns, new ArraySegment<float>(values, frame * each, each))),
        ];
    }

    /// <summary>An array of one frame: (people, joints[, columns]), or the same without people for one person; nothing for nobody.</summary>
    /// <param name="value">The array.</param>
    /// <param name="rank">The number of its dimensions, people included.</param>
    /// <exception cref="InvalidDataException">Another shape.</exception>
    public static FrameNumbers Of(object? value, int rank)
    {
        if (value is null or List<object?> { Count: 0 } or NumpyArray { Shape: [0, ..] })
            return Nobody;
        if (value is not NumpyArray { Objects: null } array)
            throw new InvalidDataException($"a frame is {SubjectTable.Shown(value)}");
        var shape = array.Shape.Length == rank - 1 ? [1, .. array.Shape] : array.Shape;
        if (shape.Length != rank || rank == 3 && shape[2] is not (2 or 3))
            throw new InvalidDataException($"a frame is {SubjectTable.Shown(value)}");
        return new FrameNumbers(shape[0], shape[1], rank == 3 ? shape[2] : 1, array.TakeFloats());
    }
}
