using System.Runtime.CompilerServices;
using DotNet.Testcontainers.Configurations;

namespace StreamLift.Containers.Tests;

/// <summary>A test that needs a container engine, and skips with the reason where none answers.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        // Testcontainers looks for an engine, and pings what it finds
        if (TestcontainersSettings.OS.DockerEndpointAuthConfig is null)
            Skip = "no container engine answers (DOCKER_HOST names one elsewhere)";
    }
}
