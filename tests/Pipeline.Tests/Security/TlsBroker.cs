namespace StreamLift.Pipeline.Tests.Security;

/// <summary>A real Kafka that speaks TLS alone, and asks every client for a certificate of its authority.</summary>
public sealed class TlsBroker : IAsyncLifetime
{
    private readonly Certificates _certificates = new();
    private RealBroker? _broker;

    /// <summary>host:port.</summary>
    public string Bootstrap { get; private set; } = "";

    /// <summary>The authority's certificate.</summary>
    public string Authority => _certificates.Authority;

    /// <summary>A client's certificate and key.</summary>
    public (string Certificate, string Key) Client { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (KafkaInstallation.Missing is not null)
            return;
        var client = _certificates.Sign("client");
        Client = (client.Certificate, client.Key);
        string[] trust = ["ssl.truststore.type=PEM", $"ssl.truststore.location={Authority}", "ssl.keystore.type=PEM"];
        _broker = new RealBroker();
        Bootstrap = await _broker.StartAsync(
            settings:
            [
                "listener.security.protocol.map=PLAINTEXT:SSL,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=PLAINTEXT",
                .. trust,
                $"ssl.keystore.location={_certificates.Sign("broker").Both}",
                "ssl.client.auth=required",
            ]
        );
    }

    public ValueTask DisposeAsync()
    {
        _broker?.Dispose();
        _certificates.Dispose();
        return ValueTask.CompletedTask;
    }
}
