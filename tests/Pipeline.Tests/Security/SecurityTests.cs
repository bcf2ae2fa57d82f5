using System.Text;
using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests.Security;

/// <summary>Against a broker that asks for names and grants: with those that the documentation lists, and with one of them missing.</summary>
[Collection(SecuredCollection.Name)]
public sealed class SecurityTests(SecuredBroker broker)
{
    [RealBrokerTheory(isConfigured: true)]
    [InlineData("run")]
    [InlineData("run", "--create-topics")]
    [InlineData("run", "ExactlyOnce")]
    [InlineData("produce")]
    [InlineData("produce", "--create-topics")]
    [InlineData("evaluate")]
    [InlineData("record")]
    [InlineData("redrive")]
    public async Task Documented_ACLs_suffice_for_each_command_and_each_of_them_is_needed(string command, string how = "")
    {
        var makesItself = how == "--create-topics";
        var common = Grant.Documented(command);
        var besides = how.Length > 0 ? Grant.Documented($"{command} {how}") : [];
        var tried = how.Length > 0 ? besides : common;
        Assert.NotEmpty(tried);
        var round = 0;
        if (!makesItself)
        {
            await broker.CreateAsync(new[] { "INPUT", "OUTPUT", "DEAD-LETTERS", "TOPIC", "TO" }.Select(NameOf).ToArray());
            broker.Send(NameOf("INPUT"), Frames.Record("cam", Frames.Json("cam", 0)), Frames.Record("cam", "{"));
            broker.Send(NameOf("TOPIC"), Pose());
            broker.Send(NameOf("DEAD-LETTERS"), Letter());
        }

        var (code, lines) = await RunAsync(missing: null);
        Assert.True(code is 0 || (command is "evaluate" or "record" && code == 1), string.Join('\n', lines)); // frames that nobody sent, nobody to record
        foreach (var missing in tried)
        {
            round += makesItself ? 1 : 0; // what it could make the time before is there
            (code, lines) = await RunAsync(missing);
            Assert.True(code is 2 or 4, $"{code} without {missing}\n{string.Join('\n', lines)}");
            var line = Assert.Single(lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal));
            Assert.Contains(NameOf(missing.Name).TrimEnd('*'), line, StringComparison.Ordinal);
        }

        string NameOf(string name) =>
            name switch
            {
                "INPUT" or "OUTPUT" or "DEAD-LETTERS" or "TOPIC" or "TO" => $"{command}{how}{round}-{name.ToLowerInvariant()}",
                "GROUP" => "lifters",
                "GROUP-INSTANCE-*" => "lifters-a-*",
                _ => name,
            };

        async Task<(int, IReadOnlyList<string>)> RunAsync(Grant? missing)
        {
            await broker.GrantAsync([.. common.Concat(besides).Where(grant => grant != missing).Select(grant => grant with { Name = NameOf(grant.Name) })]);
            var (exitCode, _, said) = await InProcessCommand.ToEndAsync([
                command,
                "--bootstrap",
                broker.Bootstrap,
                .. command switch
                {
                    "run" => (string[])
                        [
                            "--input",
                            NameOf("INPUT"),
                            "--output",
                            NameOf("OUTPUT"),
                            "--dead-letters",
                            NameOf("DEAD-LETTERS"),
                            "--group",
                            "lifters",
                            "--http",
                            "off",
                            "--until-end",
                            "--kafka",
                            "session.timeout.ms=6000",
                            "--kafka",
                            "heartbeat.interval.ms=1000",
                        ],
                    "produce" => ["--topic", NameOf("TOPIC"), "--source", "synthetic", "--frames", "10"],
                    "evaluate" => ["--topic", NameOf("TOPIC"), "--truth", "synthetic", "--frames", "10"],
                    "record" =>
                    [
                        "--topic",
                        NameOf("TOPIC"),
                        "--out",
                        Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ndjson"),
                        "--from",
                        "earliest",
                        "--seconds",
                        "2",
                    ],
                    _ => ["--dead-letters", NameOf("DEAD-LETTERS"), "--to", NameOf("TO"), "--from", "earliest"],
                },
                .. how switch
                {
                    "ExactlyOnce" => (string[])["--guarantee", how, "--instance", "a"],
                    "" => [],
                    _ => [how],
                },
                "--connect-timeout",
                "20",
                .. broker.Flags(),
            ]);
            Assert.DoesNotContain(said, line => line.Contains(SecuredBroker.Password, StringComparison.Ordinal));
            return (exitCode, said);
        }
    }

    [RealBrokerTheory(isConfigured: true)]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("OAUTHBEARER")]
    public async Task SASL_PLAIN_SCRAM_and_OAUTHBEARER_each_authenticate(string mechanism)
    {
        await broker.GrantAsync([]);
        using var check = StreamLiftCommand.Start(
            broker.AsLift,
            [
                "check",
                "--bootstrap",
                broker.Bootstrap,
                "--input",
                "nothing-granted",
                "--output",
                "b",
                "--connect-timeout",
                "20",
                "--kafka",
                $"sasl.mechanism={mechanism}",
                .. mechanism == "OAUTHBEARER"
                    ? (string[])["--kafka", "enable.sasl.oauthbearer.unsecure.jwt=true", "--kafka", "sasl.oauthbearer.config=principal=lift"]
                    : [],
            ]
        );
        // it got in, and is told only that it may not see the topic
        Assert.Equal(1, await check.ExitAsync(StreamLiftCommand.Patience));
        Assert.Contains("topic nothing-granted does not exist", check.Output);
        Assert.DoesNotContain(check.Lines, line => line.Contains(SecuredBroker.Password, StringComparison.Ordinal));
    }

    [RealBrokerTheory(isConfigured: true)]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("redrive")]
    public async Task Wrong_SASL_password_is_one_line_at_once_and_is_never_printed(string command)
    {
        const string Secret = "no-such-Pa55word";
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, Secret + "\n");
        string[] topics = command switch
        {
            "redrive" => ["--dead-letters", "a", "--to", "b"],
            _ => ["--input", "a", "--output", "b", "--http", "off", "--verbose", "--kafka", "debug=security,conf"],
        };
        using var run = Command.Start(
            "dotnet",
            [StreamLiftCommand.Program, command, "--bootstrap", broker.Bootstrap, .. topics, .. broker.Flags($"@file:{secret}"), "--connect-timeout", "200"]
        );
        var code = await run.ExitAsync(TimeSpan.FromSeconds(60)); // far from the 200 that a silent broker would be waited for
        File.Delete(secret);
        Assert.Equal(command == "check" ? 1 : 4, code);
        Assert.Single(run.Lines, line =>
            line.Contains("rejects the credentials of this user", StringComparison.Ordinal) && !line.Contains("Exception:", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(run.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private static Message<byte[]?, byte[]?> Pose() =>
        new() { Value = """{"stream":"cam","frame":0,"timestampMs":0,"layout":"h36m17","unit":"mm","space":"camera","model":"m@1","people":[]}"""u8.ToArray() };

    private static Message<byte[]?, byte[]?> Letter()
    {
        var headers = new Headers();
        foreach (var (name, value) in ((string, string)[])[("reason", "unknown-layout"), ("topic", "in"), ("partition", "0"), ("offset", "0")])
            headers.Add("streamlift-" + name, Encoding.UTF8.GetBytes(value));
        return new() { Value = "{}"u8.ToArray(), Headers = headers };
    }
}
