using System.Text.Json.Nodes;
using StreamLift.Poses;
using Tomlyn;
using Tomlyn.Model;

namespace StreamLift.Rigs.Documents;

/// <summary>Reads TOML into JSON's tree. The order of tables is kept.</summary>
internal static class TomlText
{
    /// <exception cref="ConfigurationException">The text is no TOML: names the place.</exception>
    public static JsonObject Parse(string path, string text)
    {
        try
        {
            return Table(TomlSerializer.Deserialize<TomlTable>(text)!);
        }
        catch (TomlException e)
        {
            throw new ConfigurationException($"{path}: not TOML: {OneLine.Of(e.Message, 200)}");
        }
    }

    private static JsonObject Table(TomlTable table)
    {
        var members = new JsonObject();
        foreach (var (name, value) in table)
            members[name] = Node(value);
        return members;
    }

    private static JsonNode? Node(object? value) =>
        value switch
        {
            TomlTable table => Table(table),
            TomlTableArray tables => new JsonArray([.. tables.Select(Table)]),
            TomlArray list => new JsonArray([.. list.Select(Node)]),
            bool flag => JsonValue.Create(flag),
            long number => JsonValue.Create((double)number),
            double number when double.IsFinite(number) => JsonValue.Create(number),
            _ => JsonValue.Create(value?.ToString()),
        };
}
