using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Pipeline.Tests;

/// <summary>A real Kafka that lets nobody in without a name and nobody do what was not granted. Its users are admin, who may do everything, and lift.</summary>
public sealed class SecuredBroker : IAsyncLifetime
{
    /// <summary>lift's password.</summary>
    public const string Password = "not-for-anybody's-eyes";

    private const string AdminPassword = "admins-own";
    private readonly RealBroker _broker = new()
    {
        Client = $"""
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=PLAIN
            sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="{AdminPassword}";
            """,
    };

    /// <summary>host:port.</summary>
    public string Bootstrap { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (RealBroker.Launcher is null) return;
        const string Listener = "listener.name.plaintext.";
        Bootstrap = await _broker.StartAsync(
            settings:
            [
                "listener.security.protocol.map=PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                Listener + "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,OAUTHBEARER",
                Listener + $"plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\"{AdminPassword}\" user_admin=\"{AdminPassword}\" user_lift=\"{Password}\";",
                Listener + "scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
                Listener + "oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"admin\";",
                "sasl.mechanism.inter.broker.protocol=PLAIN",
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users=User:admin;User:ANONYMOUS",
            ]);
        using var admin = Admin();
        await admin.AlterUserScramCredentialsAsync(
            [new UserScramCredentialUpsertion { User = "lift", Password = System.Text.Encoding.UTF8.GetBytes(Password), ScramCredentialInfo = new ScramCredentialInfo { Mechanism = ScramMechanism.ScramSha256, Iterations = 4096 } }]);
    }

    public Task DisposeAsync()
    {
        if (RealBroker.Launcher is not null)
            _broker.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Makes topics of one partition.</summary>
    public async Task CreateAsync(params string[] topics)
    {
        using var admin = Admin();
        await admin.CreateTopicsAsync(topics.Select(topic => new TopicSpecification { Name = topic, NumPartitions = 1 }));
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
        await admin.DeleteAclsAsync([all]);
        if (grants.Count > 0)
            await admin.CreateAclsAsync(grants.Select(grant => grant.Binding("User:lift")));
        while ((await admin.DescribeAclsAsync(all)).AclBindings.Count != grants.Count)
            await Task.Yield(); // what the broker decides by follows what it has written down
    }

    private IAdminClient Admin() => new AdminClientBuilder(AdminConfig()).SetLogHandler((_, _) => { }).Build();

    private ClientConfig AdminConfig() => new()
    {
        BootstrapServers = Bootstrap, SecurityProtocol = SecurityProtocol.SaslPlaintext, SaslMechanism = SaslMechanism.Plain, SaslUsername = "admin", SaslPassword = AdminPassword,
    };
}
