namespace StreamLift.Pipeline.Tests.Security;

/// <summary>Against a broker that speaks TLS alone and asks for a client's certificate. (SecurityTests speak TLS too, without one, and a password.)</summary>
public sealed class TlsTests(TlsBroker broker) : IClassFixture<TlsBroker>
{
    [RealBrokerFact(isConfigured: true)]
    public async Task Mutual_TLS_works_for_produce_run_and_evaluate()
    {
        string[][] commands =
        [
            ["produce", "--topic", "in", "--source", "synthetic", "--frames", "20", "--create-topics"],
            ["run", "--input", "in", "--output", "out", "--http", "off", "--group", "tls", "--until-end", "--create-topics"],
            [
                "run",
                "--input",
                "in",
                "--output",
                "once",
                "--http",
                "off",
                "--group",
                "tls-once",
                "--until-end",
                "--create-topics",
                "--guarantee",
                "ExactlyOnce",
                "--instance",
                "a",
            ],
            ["evaluate", "--topic", "out", "--truth", "synthetic", "--frames", "20"],
            ["evaluate", "--topic", "once", "--truth", "synthetic", "--frames", "20"],
        ];
        foreach (var command in commands)
        {
            var (code, lines) = await RunAsync([.. command, .. Tls(broker.Authority), .. Own()]);
            Assert.True(code == 0, $"{command[0]} ended with {code}: {string.Join('\n', lines)}");
        }
    }

    [RealBrokerTheory(isConfigured: true)]
    [InlineData("run", 4)]
    [InlineData("check", 1)]
    [InlineData("produce", 4)]
    public async Task Untrusted_broker_certificate_is_one_line_at_once(string command, int expected)
    {
        using var others = new Certificates();
        await OneLineAsync(command, expected, [.. Tls(others.Authority), .. Own()]);
    }

    [RealBrokerFact(isConfigured: true)]
    public Task Missing_client_certificate_is_one_line_at_once() => OneLineAsync("run", 4, Tls(broker.Authority));

    [RealBrokerFact(isConfigured: true)]
    public async Task Client_certificate_of_another_authority_is_one_line_at_once()
    {
        using var others = new Certificates();
        var (certificate, key, _) = others.Sign("client");
        await OneLineAsync("run", 4, [.. Tls(broker.Authority), "--kafka", $"ssl.certificate.location={certificate}", "--kafka", $"ssl.key.location={key}"]);
    }

    [RealBrokerFact(isConfigured: true)]
    public async Task Missing_CA_file_is_a_configuration_error()
    {
        var (code, lines) = await RunAsync(["run", "--input", "in", "--output", "out", "--http", "off", .. Tls("/no/such/authority.pem"), .. Own()]);
        Assert.Equal(2, code);
        Assert.Contains("ssl.ca.location", Assert.Single(lines, IsOurs));
    }

    private async Task OneLineAsync(string command, int expected, string[] flags)
    {
        string[] topics = command == "produce" ? ["--topic", "in", "--source", "synthetic"] : ["--input", "in", "--output", "out", "--http", "off"];
        var (code, lines) = await RunAsync([command, .. topics, .. flags, "--connect-timeout", "200"]);
        Assert.True(code == expected, $"{code}: {string.Join('\n', lines)}");
        Assert.Contains(
            "certificate",
            Assert.Single(lines, line => IsOurs(line) || line.StartsWith("FAILED broker", StringComparison.Ordinal)),
            StringComparison.OrdinalIgnoreCase
        );
    }

    private static bool IsOurs(string line) => line.StartsWith("streamlift: ", StringComparison.Ordinal);

    private async Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(IReadOnlyList<string> arguments)
    {
        var (code, _, lines) = await InProcessCommand
            .ToEndAsync([arguments[0], "--bootstrap", broker.Bootstrap, .. arguments.Skip(1)])
            .WaitAsync(TimeSpan.FromSeconds(90)); // far from the 200 that a silent broker would be waited for
        return (code, lines);
    }

    private static string[] Tls(string authority) => ["--kafka", "security.protocol=ssl", "--kafka", $"ssl.ca.location={authority}"];

    private string[] Own() => ["--kafka", $"ssl.certificate.location={broker.Client.Certificate}", "--kafka", $"ssl.key.location={broker.Client.Key}"];
}
