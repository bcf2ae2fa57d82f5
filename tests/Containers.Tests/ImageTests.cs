using DotNet.Testcontainers.Builders;

namespace StreamLift.Containers.Tests;

public class ImageTests
{
    [EngineFact]
    public async Task Image_holds_the_native_libraries_of_its_own_system_alone()
    {
        await using var container = new ContainerBuilder(await Images.ServiceAsync()).WithEntrypoint("ls", "/app").Build();
        await container.StartAsync();
        Assert.Equal(0L, await container.GetExitCodeAsync());
        var files = (await container.GetLogsAsync(timestampsEnabled: false)).Stdout.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        Assert.Contains("streamlift.dll", files);
        Assert.DoesNotContain("onnxruntime.dll", files);
        // librdkafka's build without Kerberos has a name of its own where there is one with
        Assert.Single(files, file => file is "librdkafka.so" or "centos8-librdkafka.so");
        Assert.DoesNotContain("alpine-librdkafka.so", files);
    }
}
