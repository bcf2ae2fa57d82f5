using StreamLift.Datasets.Rigs;
using StreamLift.Poses;

namespace StreamLift.Datasets.Bvh;

/// <summary>Reads a BVH file as 17 joints in the world, z up, mm.</summary>
internal static class BvhMotion
{
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about its rig.</param>
    /// <param name="joints">The file of <see cref="RigOptions.Joints"/>, or null.</param>
    /// <exception cref="ConfigurationException">The file can't be read, or its joints are unknown.</exception>
    public static RigReading Read(string path, RigOptions options, JointFile? joints) =>
        RigReader.Read(path, new BvhForwardKinematics(BvhFile.Read(path)), options, joints);
}
