using Confluent.Kafka.Admin;

namespace StreamLift.Pipeline.Tests.Security;

/// <summary>One line of docs/security.md's list of what a command needs; a name that ends in * is a prefix.</summary>
internal sealed record Grant(string Command, ResourceType Kind, string Name, AclOperation Operation)
{
    // the client library has no name for it, and passes it through
    private const ResourceType TransactionalId = (ResourceType)5;

    /// <summary>Every line of the list that belongs to a command, or to what it needs besides with an option: <c>run ExactlyOnce</c>.</summary>
    public static IReadOnlyList<Grant> Documented(string command) =>
        [
            .. File.ReadLines(Path.Combine(StreamLift.Tests.SharedData.RepositoryRoot, "docs", "security.md"))
                .Where(line => line.StartsWith(command + " ", StringComparison.Ordinal))
                .Select(line => line[command.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words is ["Topic" or "Group" or nameof(TransactionalId), _, _, ..])
                .Select(words => new Grant(
                    command,
                    words[0] == nameof(TransactionalId) ? TransactionalId : Enum.Parse<ResourceType>(words[0]),
                    words[1],
                    Enum.Parse<AclOperation>(words[2])
                )),
        ];

    public AclBinding Binding(string user) =>
        new()
        {
            Pattern = new ResourcePattern
            {
                Type = Kind,
                Name = Name.TrimEnd('*'),
                ResourcePatternType = Name.EndsWith('*') ? ResourcePatternType.Prefixed : ResourcePatternType.Literal,
            },
            Entry = new AccessControlEntry
            {
                Principal = user,
                Host = "*",
                Operation = Operation,
                PermissionType = AclPermissionType.Allow,
            },
        };
}
