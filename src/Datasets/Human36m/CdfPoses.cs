using StreamLift.Datasets.Cdf;
using StreamLift.Poses;

namespace StreamLift.Datasets.Human36m;

/// <summary>Reads the variable Pose of Human3.6M's files: one record of frames × 32 joints, or one record per frame.</summary>
internal static class CdfPoses
{
    /// <summary>The 17 used joints: frames × 17 × <paramref name="axes"/>.</summary>
    /// <exception cref="ConfigurationException">The file can't be read, or has another shape.</exception>
    public static float[] Read(string path, int axes)
    {
        var array = CdfFile.Read(path, "Pose");
        var shape = array.Shape;
        var width = Human36mJoints.Recorded * axes;
        if (shape[^1] != width || (shape.Length != 2 && !(shape.Length == 3 && shape[0] == 1)))
            throw new ConfigurationException($"{path}: Pose has the shape ({string.Join(", ", shape)}); expected is (1, frames, {width})");
        // The majority flag can be wrong: cdflib declares column majority and writes rows (its issue 301). The correct order is the one in which
        // joints move less between frames.
        var values = FrameToFrameChange(array.Stored, width) < FrameToFrameChange(array.Values, width) ? array.Stored : array.Values;
        var frames = values.Length / width;
        var joints = new float[frames * Human36mJoints.Used.Length * axes];
        for (var frame = 0; frame < frames; frame++)
        for (var j = 0; j < Human36mJoints.Used.Length; j++)
            values.AsSpan((frame * width) + (Human36mJoints.Used[j] * axes), axes).CopyTo(joints.AsSpan(((frame * Human36mJoints.Used.Length) + j) * axes));
        return joints;
    }

    private static double FrameToFrameChange(float[] values, int width)
    {
        var sum = 0.0;
        for (var i = width; i < values.Length; i++)
            sum += Math.Abs(values[i] - values[i - width]);
        return sum;
    }
}
