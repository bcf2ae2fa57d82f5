namespace StreamLift.Containers.Tests;

/// <summary>Stands in where the package registry has no Testcontainers.</summary>
public class NotServedTests
{
    [Fact(Skip = "this package registry has no Testcontainers.Kafka (eng/provision asked)")]
    public void The_service_lifts_frames_between_containers()
    {
    }
}
