using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs;

/// <summary>The rigs of Human3.6M's recordings: the four cameras in their places for a subject, z up.</summary>
internal static class Human36mRig
{
    /// <summary>The rig of a stream that is named like a recording, and its camera's index.</summary>
    public static (Rig Rig, int Camera)? Find(string stream)
    {
        var (first, last) = (stream.IndexOf('/'), stream.LastIndexOf('/'));
        if (first <= 0 || Human36mCameras.Find(stream[..first], stream[(last + 1)..]) is not { } found)
            return null;
        var take = stream[..last];
        var cameras = Human36mCameras
            .Serials.Select(serial => Human36mCameras.Find(stream[..first], serial)!)
            .Select(camera => new Camera($"{take}/{camera.Name}", camera.Intrinsics, camera.Extrinsics))
            .ToList();
        return (new Rig(take, "Human3.6M", RigUnit.Millimetre, WorldUp.Z, cameras, []), Human36mCameras.Serials.ToList().IndexOf(found.Name));
    }
}
