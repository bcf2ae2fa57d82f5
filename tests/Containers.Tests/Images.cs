using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Images;
using StreamLift.Tests;

namespace StreamLift.Containers.Tests;

/// <summary>The images of the compose file.</summary>
internal static class Images
{
    /// <summary>Apache's own, at the version that compose names.</summary>
    public const string Kafka = "apache/kafka:4.3.0";

    /// <summary>The service's, built from this repository; STREAMLIFT_IMAGE names one that is there already.</summary>
    public static async Task<IImage> ServiceAsync()
    {
        if (Environment.GetEnvironmentVariable("STREAMLIFT_IMAGE") is { Length: > 0 } ready)
            return new DockerImage(ready);
        var image = new ImageFromDockerfileBuilder()
            .WithContextDirectory(SharedData.RepositoryRoot)
            .WithDockerfileDirectory(SharedData.RepositoryRoot)
            .WithDockerfile("compose/Dockerfile")
            .WithTarget("service")
            .WithName("streamlift:tests")
            .WithDeleteIfExists(false)
            .Build();
        await image.CreateAsync();
        return image;
    }
}
