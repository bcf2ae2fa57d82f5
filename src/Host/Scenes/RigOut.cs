using StreamLift.Datasets.Scenes;
using StreamLift.Host.Calibration;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.Host.Scenes;

/// <summary>Writes the rig of a scene as a rig file (docs/cameras.md).</summary>
internal static class RigOut
{
    /// <summary>Writes the file.</summary>
    /// <param name="scene">The cameras.</param>
    /// <param name="name">The name of the rig, and the first part of its streams' names.</param>
    /// <param name="path">The file, which is replaced.</param>
    /// <exception cref="ConfigurationException">It can't be written.</exception>
    public static void Write(PeopleScene scene, string name, string path)
    {
        var cameras = scene.Cameras.Select(filmed => new Camera($"{name}/{filmed.Camera.Name}", filmed.Camera.Intrinsics, filmed.Camera.Extrinsics));
        var rig = new Rig(name, "a scene", RigUnit.Millimetre, WorldUp.Z, [.. cameras], []) { Floor = 0 };
        RigFiles.Write("--rig-out", path, RigWriter.ToJson([rig]));
    }
}
