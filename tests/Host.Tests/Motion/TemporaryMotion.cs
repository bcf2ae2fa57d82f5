namespace StreamLift.Host.Tests.Motion;

/// <summary>A temporary folder with recorded motion.</summary>
internal sealed class TemporaryMotion : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-motion-").FullName;

    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>An npz with two takes of each subject.</summary>
    public string Npz(params string[] subjects) =>
        SyntheticRecording.Npz(
            File("data_3d_a.npz"),
            [
                .. subjects.SelectMany(
                    (subject, i) => new[] { new SyntheticTake(subject, "Walking", 8, seed: i), new SyntheticTake(subject, "Running", 8, seed: i + 9) }
                ),
            ]
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
