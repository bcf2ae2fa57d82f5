using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Pipeline.Tests.Security;

/// <summary>
/// A real Kafka, over TLS, that lets nobody in without a name and nobody do what was not granted. Its users are admin, who may do everything, and lift.
/// </summary>
public sealed class SecuredBroker : IAsyncLifetime
{
    /// <summary>lift's password.</summary>
    public const string Password = "not-for-anybody's-eyes";

    private const string AdminPassword = "admins-own";
    private readonly Certificates _certificates = new();
    private RealBroker? _broker;
    private IReadOnlyList<Grant> _granted = [];

    /// <summary>host:port.</summary>
    public string Bootstrap { get; private set; } = "";

    /// <summary>The certificate of the authority that has signed the broker's.</summary>
    public string Authority => _certificates.Authority;

    /// <summary>The environment of a process that is to be lift, as a container would be given it.</summary>
    public IReadOnlyDictionary<string, string> AsLift =>
        new Dictionary<string, string>
        {
            ["STREAMLIFT__KAFKA__SECURITY_PROTOCOL"] = "sasl_ssl",
            ["STREAMLIFT__KAFKA__SSL_CA_LOCATION"] = Authority,
            ["STREAMLIFT__KAFKA__SASL_MECHANISM"] = "PLAIN",
            ["STREAMLIFT__KAFKA__SASL_USERNAME"] = "lift",
            ["STREAMLIFT__KAFKA__SASL_PASSWORD"] = "@env:LIFT_PASSWORD",
            ["LIFT_PASSWORD"] = Password,
        };

    /// <summary>The flags of a command that is to be lift.</summary>
    /// <param name="password">Its password, or where that is to be read.</param>
    public string[] Flags(string password = Password) =>
        [
            "--kafka",
            "security.protocol=sasl_ssl",
            "--kafka",
            $"ssl.ca.location={Authority}",
            "--kafka",
            "sasl.mechanism=PLAIN",
            "--kafka",
            "sasl.username=lift",
            "--kafka",
            $"sasl.password={password}",
        ];

    public async ValueTask InitializeAsync()
    {
        if (KafkaInstallation.Missing is not null)
            return;
        const string Listener = "listener.name.plaintext.";
        string[] trust = ["ssl.truststore.type=PEM", $"ssl.truststore.location={Authority}"];
        _broker = new RealBroker();
        Bootstrap = await _broker.StartAsync(
            settings:
            [
                "listener.security.protocol.map=PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=PLAINTEXT", // the name alone says how the broker speaks to itself
                .. trust,
                "ssl.keystore.type=PEM",
                $"ssl.keystore.location={_certificates.Sign("broker").Both}",
                Listener + "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,OAUTHBEARER",
                Listener
                    + $"plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" "
                    + $"password=\"{AdminPassword}\" user_admin=\"{AdminPassword}\" user_lift=\"{Password}\";",
                Listener + "scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
                Listener
                    + "oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required "
                    + "unsecuredLoginStringClaim_sub=\"admin\";",
                "sasl.mechanism.inter.broker.protocol=PLAIN",
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users=User:admin;User:ANONYMOUS",
            ]
        );
        using var admin = Admin();
        await admin.AlterUserScramCredentialsAsync([
            new UserScramCredentialUpsertion
            {
                User = "lift",
                Password = System.Text.Encoding.UTF8.GetBytes(Password),
                ScramCredentialInfo = new ScramCredentialInfo { Mechanism = ScramMechanism.ScramSha256, Iterations = 4096 },
            },
        ]);
    }

    public ValueTask DisposeAsync()
    {
        _broker?.Dispose();
        _certificates.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes topics of one partition.</summary>
    public async Task CreateAsync(params string[] topics)
    {
        using var admin = Admin();
        await admin.CreateTopicsAsync(topics.Select(topic => new TopicSpecification { Name = topic, NumPartitions = 1 }));
        foreach (var topic in topics)
            Topics.PartitionsOf(admin, topic);
    }

    /// <summary>Sends records as admin.</summary>
    public void Send(string topic, params Message<byte[]?, byte[]?>[] records)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig(AdminConfig())).Build();
        foreach (var record in records)
            producer.Produce(topic, record);
        producer.Flush(TimeSpan.FromSeconds(30));
    }

    /// <summary>Grants lift these, and nothing else.</summary>
    internal async Task GrantAsync(IReadOnlyList<Grant> grants)
    {
        var all = new AclBindingFilter
        {
            PatternFilter = new ResourcePatternFilter { Type = ResourceType.Any, ResourcePatternType = ResourcePatternType.Any },
            EntryFilter = new AccessControlEntryFilter { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any },
        };
        using var admin = Admin();
        // one after another: whoever is at work misses only what is taken away
        var (gone, come) = (
            _granted.Except(grants).Select(grant => grant.Binding("User:lift").ToFilter()).ToList(),
            grants.Except(_granted).Select(grant => grant.Binding("User:lift")).ToList()
        );
        if (gone.Count > 0)
            await admin.DeleteAclsAsync(gone);
        if (come.Count > 0)
            await admin.CreateAclsAsync(come);
        _granted = grants;
        while ((await admin.DescribeAclsAsync(all)).AclBindings.Count != grants.Count)
            await Task.Yield(); // what the broker decides by follows what it has written down
    }

    /// <summary>Reads a topic's committed records as admin.</summary>
    internal List<ConsumeResult<byte[]?, byte[]?>> Read(string topic) => Topics.Read(AdminConfig(), topic);

    private IAdminClient Admin() => new AdminClientBuilder(AdminConfig()).SetLogHandler((_, _) => { }).Build();

    private ClientConfig AdminConfig() =>
        new()
        {
            BootstrapServers = Bootstrap,
            SecurityProtocol = SecurityProtocol.SaslSsl,
            SslCaLocation = Authority,
            SaslMechanism = SaslMechanism.Plain,
            SaslUsername = "admin",
            SaslPassword = AdminPassword,
        };
}
