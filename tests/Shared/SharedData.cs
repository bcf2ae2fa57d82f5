namespace StreamLift.Tests;

/// <summary>Where recorded motion and a real broker lie on a development machine: beside the clone. A user's clone has neither.</summary>
internal static class SharedData
{
    /// <summary>The repository's root: the folder above the test's binaries that holds StreamLift.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The folder beside the clone; STREAMLIFT_SHARED names another.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("STREAMLIFT_SHARED") ?? Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared"));

    public static string Cmu => Path.Combine(Root, "data", "cmu");

    /// <summary>More people than <see cref="Cmu"/>, without cameras.</summary>
    public static string Motion => Path.Combine(Root, "data", "motion", "data_3d_free.npz");

    public static string Kafka => Path.Combine(Root, "kafka");

    /// <summary>What scripts have built or fetched.</summary>
    public static string Artifacts => Path.Combine(RepositoryRoot, "artifacts");

    private static string FindRoot(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "StreamLift.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"no StreamLift.sln above {from}");
    }
}
