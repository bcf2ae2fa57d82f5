namespace StreamLift.Pipeline.Tests.Security;

/// <summary>A right that is taken away while the service runs: it ends with one line, and nothing is lost.</summary>
[Collection(SecuredCollection.Name)]
public sealed class RevokedRightTests(SecuredBroker broker)
{
    private const int Each = 60;
    private int _sent;

    [RealBrokerTheory(isConfigured: true)]
    [InlineData("AtLeastOnce", "INPUT")]
    [InlineData("AtLeastOnce", "OUTPUT")]
    [InlineData("AtLeastOnce", "DEAD-LETTERS")]
    [InlineData("AtLeastOnce", "GROUP")]
    [InlineData("ExactlyOnce", "INPUT")]
    [InlineData("ExactlyOnce", "OUTPUT")]
    [InlineData("ExactlyOnce", "GROUP")]
    [InlineData("ExactlyOnce", "GROUP-INSTANCE-*")]
    public async Task Service_with_a_revoked_ACL_exits_4_in_one_line_and_resumes_once_regranted(string guarantee, string right)
    {
        var isOnce = guarantee == "ExactlyOnce";
        var name = $"revoked-{guarantee}-{right.TrimEnd('*')}-".ToLowerInvariant();
        string NameOf(string documented) =>
            name
            + documented.ToLowerInvariant() switch
            {
                "group-instance-*" => "group-a-*",
                var other => other,
            };
        var granted = Grant
            .Documented("run")
            .Concat(isOnce ? Grant.Documented("run ExactlyOnce") : [])
            .Select(grant => grant with { Name = NameOf(grant.Name) })
            .ToList();
        await broker.CreateAsync(NameOf("INPUT"), NameOf("OUTPUT"), NameOf("DEAD-LETTERS"));
        await broker.GrantAsync(granted);
        string[] flags =
        [
            .. StreamLiftCommand.RunArguments(broker.Bootstrap, NameOf("INPUT"), NameOf("OUTPUT"), "--group", NameOf("GROUP")),
            "--dead-letters",
            NameOf("DEAD-LETTERS"),
            "--guarantee",
            guarantee,
            .. isOnce ? (string[])["--instance", "a"] : [],
            "--drain-timeout",
            "5",
            .. broker.Flags(),
            "--kafka",
            "session.timeout.ms=6000",
            "--kafka",
            "heartbeat.interval.ms=1000", // who may not leave the group either is waited for until its session has run out
        ];
        Send(NameOf("INPUT"));
        using (var run = InProcessCommand.Start(flags))
        {
            while (broker.Read(NameOf("OUTPUT")).Count == 0)
                Assert.False(run.HasEnded, string.Join('\n', run.Lines));
            await broker.GrantAsync([.. granted.Where(grant => grant.Name != NameOf(right))]);
            Send(NameOf("INPUT"));
            var code = await run.ExitAsync();
            Assert.True(code == 4, $"{code}: {string.Join('\n', run.Lines)}");
            Assert.Contains(
                NameOf(right).TrimEnd('*'),
                Assert.Single(run.Lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)),
                StringComparison.Ordinal
            );
        }

        await broker.GrantAsync(granted);
        var (end, _, again) = await InProcessCommand.ToEndAsync([.. flags, "--until-end"]);
        Assert.True(end == 0, $"{end}: {string.Join('\n', again)}");

        var frames = broker.Read(NameOf("OUTPUT")).Select(record => Frames.Of(record).Frame).ToList();
        Assert.Equal(Enumerable.Range(0, _sent).Select(frame => (long)frame), isOnce ? frames : frames.Distinct());
        Assert.Equal(2, broker.Read(NameOf("DEAD-LETTERS")).Select(letter => letter.Message.Value![1]).Distinct().Count());
    }

    // frames of one stream, and one record that can't be read
    private void Send(string topic)
    {
        broker.Send(
            topic,
            [.. Enumerable.Range(_sent, Each).Select(frame => Frames.Record("cam", Frames.Json("cam", frame))), Frames.Record("cam", $"!{_sent / Each}")]
        );
        _sent += Each;
    }
}
