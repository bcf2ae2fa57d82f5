using Confluent.Kafka.Admin;

namespace StreamLift.Pipeline.Tests;

/// <summary>One line of docs/security.md's list of what a command needs; a name that ends in * is a prefix.</summary>
internal sealed record Grant(string Command, ResourceType Kind, string Name, AclOperation Operation)
{
    /// <summary>Every line of the list that belongs to a command.</summary>
    public static IReadOnlyList<Grant> Documented(string command) =>
    [
        .. File.ReadLines(Path.Combine(StreamLift.Tests.SharedData.RepositoryRoot, "docs", "security.md"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length >= 4 && words[0] == command && words[1] is "Topic" or "Group")
            .Select(words => new Grant(words[0], Enum.Parse<ResourceType>(words[1]), words[2], Enum.Parse<AclOperation>(words[3]))),
    ];

    public AclBinding Binding(string user) => new()
    {
        Pattern = new ResourcePattern { Type = Kind, Name = Name.TrimEnd('*'), ResourcePatternType = Name.EndsWith('*') ? ResourcePatternType.Prefixed : ResourcePatternType.Literal },
        Entry = new AccessControlEntry { Principal = user, Host = "*", Operation = Operation, PermissionType = AclPermissionType.Allow },
    };
}
