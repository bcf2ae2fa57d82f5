using StreamLift.Wire;

namespace StreamLift.Containers.Tests;

public class ComposeTests
{
    [ComposeFact]
    public async Task Compose_with_synthetic_cameras_brings_every_pose_once_over_a_restart()
    {
        await using var project = new ComposeProject((await Images.ServiceAsync()).FullName);
        var first = await ProduceAsync(project, after: 0);
        var came = Lifted.InOrder(TopicReader.Read(project.Bootstrap, Spine.Output, first), WireEncoding.Json, person: 0);
        Assert.Equal((4, first), (came.Count, came.Values.Sum()));

        // the named volume stays: what was sent, what was lifted and how far the group had come; down would leave the unnamed ones behind, for nobody
        await project.RunAsync("rm", "--stop", "--force", "-v");
        var second = await ProduceAsync(project, after: first);
        var all = TopicReader.Read(project.Bootstrap, Spine.Output, first + second);
        Assert.Equal(first + second, all.Count);
        Assert.Equal(all.Count, TopicReader.Read(project.Bootstrap, Spine.Input, first + second).Count);
        Assert.Empty(TopicReader.Read(project.Bootstrap, Spine.DeadLetters, 0));
    }

    // starts everything, and ends the cameras once some more frames were lifted
    private static async Task<int> ProduceAsync(ComposeProject project, int after)
    {
        await project.RunAsync("up", "-d");
        TopicReader.Await(project.Bootstrap, Spine.Output, after + 200);
        await project.RunAsync("stop", "synthetic");
        return SentFrames.In(await project.RunAsync("logs", "--no-color", "synthetic"));
    }
}
