using StreamLift.Host.Scenes;

namespace StreamLift.Host.Demo;

/// <summary>The file of the demo's rig, which is removed at the end.</summary>
internal sealed class DemoRig : IDisposable
{
    /// <param name="scene">The cameras.</param>
    /// <param name="streams">Their streams.</param>
    public DemoRig(DemoScene scene, StreamNames streams) => RigOut.Write(scene.Scene, streams.Rig, File);

    /// <summary>The file.</summary>
    public string File { get; } = Path.Combine(Path.GetTempPath(), $"streamlift-demo-{Guid.NewGuid():N}.json");

    public void Dispose() => System.IO.File.Delete(File);
}
