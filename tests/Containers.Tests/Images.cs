using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Images;
using StreamLift.Tests;

namespace StreamLift.Containers.Tests;

/// <summary>The images of the compose file.</summary>
internal static class Images
{
    /// <summary>Apache's own, at the version that compose names: KAFKA_VERSION, as there, else this one.</summary>
    public static readonly string Kafka =
        "apache/kafka:" + (Environment.GetEnvironmentVariable("KAFKA_VERSION") is { Length: > 0 } version ? version : "4.3.0");

    /// <summary>Names an image of the service that is there already, here as in the compose file.</summary>
    public const string Variable = "STREAMLIFT_IMAGE";

    private static readonly Lazy<Task<IImage>> Service = new(BuildAsync);

    /// <summary>The service's, built from this repository, once.</summary>
    public static Task<IImage> ServiceAsync() => Service.Value;

    private static async Task<IImage> BuildAsync()
    {
        Engine.Require();
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ready)
            return new DockerImage(ready);
        var image = new ImageFromDockerfileBuilder()
            .WithContextDirectory(SharedData.RepositoryRoot)
            .WithDockerfileDirectory(SharedData.RepositoryRoot)
            .WithDockerfile("compose/Dockerfile")
            .WithTarget("service")
            // Testcontainers pulls the base of every stage, of those that are not built as well: CUDA's has gigabytes
            .WithBuildArgument("CUDA_IMAGE", "mcr.microsoft.com/dotnet/aspnet:10.0")
            .WithName("streamlift:tests")
            .WithDeleteIfExists(false)
            .Build();
        await image.CreateAsync();
        return image;
    }
}
