using StreamLift.Datasets.Acclaim;
using StreamLift.Datasets.Bvh;
using StreamLift.Datasets.Markers;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Datasets.MotionFiles;

/// <summary>A format of files with a take each.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Extension">The ending of its files.</param>
/// <param name="Read">Reads a file, or throws an <see cref="InvalidDataException"/> or <see cref="ConfigurationException"/>.</param>
internal sealed record MotionFormat(string Name, string Extension, Func<string, IRigMotion> Read)
{
    /// <summary>BVH.</summary>
    public static MotionFormat Bvh { get; } = new("BVH", ".bvh", path => new BvhForwardKinematics(BvhFile.Read(path)));

    /// <summary>All formats.</summary>
    public static IReadOnlyList<MotionFormat> All { get; } =
    [Bvh, new("ASF/AMC", ".amc", path => new AmcMotion(path)), new("C3D", ".c3d", C3dFile.Read), new("TRC", ".trc", TrcFile.Read)];

    /// <summary>Reads a file as 17 joints in the world, z up, mm.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about its rig.</param>
    /// <param name="joints">The file of <see cref="RigOptions.Joints"/>, or null.</param>
    /// <exception cref="ConfigurationException">The file can't be read, or its joints are unknown.</exception>
    public RigReading ReadFile(string path, RigOptions options, JointFile? joints)
    {
        try
        {
            var motion = Read(path);
            var markers = MarkerSets.Of(motion);
            var reading = RigReader.Read(path, motion, options, joints?.Or(markers) ?? markers);
            if (motion is MarkerMotion && reading.Up == WorldUp.Y)
                MarkerMotion.TurnToCalibration(reading.World);
            return reading;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} can't be read: {OneLine.Of(e.Message, 400)}");
        }
    }
}
