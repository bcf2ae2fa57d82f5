using System.Text;
using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests.Security;

/// <summary>What <c>view</c> needs to be allowed. It has no end of its own, so it is not among the commands of <see cref="SecurityTests"/>.</summary>
[Collection(SecuredCollection.Name)]
public sealed class ViewRightsTests(SecuredBroker broker)
{
    private const string Topic = "viewed";

    [RealBrokerFact(isConfigured: true)]
    public async Task View_needs_to_read_its_topic_and_no_group()
    {
        await broker.CreateAsync(Topic);
        broker.Send(Topic, People());
        var needed = Assert.Single(Grant.Documented("view")) with { Name = Topic };
        string[] arguments = ["view", "--bootstrap", broker.Bootstrap, "--topic", Topic, "--http", "127.0.0.1:0", "--connect-timeout", "20", .. broker.Flags()];

        await broker.GrantAsync([needed]);
        using (var view = InProcessCommand.Start(arguments))
        {
            var line = await view.LineAsync(line => line.StartsWith($"viewer of topic {Topic}: ", StringComparison.Ordinal));
            using var page = await TestPage.OpenAsync(new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
            var receiving = page.FrameAsync();
            while (!receiving.IsCompleted)
            {
                broker.Send(Topic, People());
                await Task.WhenAny(receiving, Task.Delay(200));
            }

            await receiving;
            view.Stop();
            await page.AwaitEndAsync();
            Assert.Equal(0, await view.ExitAsync());
        }

        await broker.GrantAsync([]);
        var (code, _, lines) = await InProcessCommand.ToEndAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains(Topic, Assert.Single(lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static Message<byte[]?, byte[]?> People() =>
        new()
        {
            Value = Encoding.UTF8.GetBytes(
                """{"rig":"hall","sequence":0,"timestampMs":1,"layout":"h36m17","unit":"mm","space":"world","cameras":[],"people":[]}"""
            ),
        };
}
