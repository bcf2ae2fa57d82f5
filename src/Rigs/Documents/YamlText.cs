using System.Globalization;
using System.Text.Json.Nodes;
using StreamLift.Poses;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StreamLift.Rigs.Documents;

/// <summary>
/// Reads the YAML of OpenCV's FileStorage into JSON's tree. It reads the parser's events: a tree of YamlDotNet has no limit of depth, and resolves
/// references, which can make a small file endless.
/// </summary>
internal static class YamlText
{
    private const int Deepest = 32;

    /// <exception cref="ConfigurationException">The text is no YAML, or has references or deep nesting: names the place.</exception>
    public static JsonObject Parse(string path, string text)
    {
        // OpenCV writes %YAML:1.0, which is no directive of YAML.
        var plain = text.StartsWith("%YAML", StringComparison.Ordinal) ? text[(text.IndexOf('\n') + 1)..] : text;
        try
        {
            var parser = new Parser(new StringReader(plain));
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            return Value(parser, 0) as JsonObject ?? throw new ConfigurationException($"{path}: the YAML is no mapping of names");
        }
        catch (YamlException e)
        {
            throw new ConfigurationException($"{path}: not YAML: line {e.Start.Line}: {OneLine.Of(e.Message, 200)}");
        }
    }

    private static JsonNode? Value(Parser parser, int depth)
    {
        if (depth > Deepest)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested more than {Deepest} deep");
        if (parser.TryConsume<Scalar>(out var scalar))
            return Scalar(scalar);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
                list.Add(Value(parser, depth + 1));
            return list;
        }
        if (!parser.TryConsume<MappingStart>(out _))
            throw new YamlException(parser.Current!.Start, parser.Current.End, "references are not read");
        var members = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
            members[parser.Consume<Scalar>().Value] = Value(parser, depth + 1);
        return members;
    }

    private static JsonValue Scalar(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain
        && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
        && (scalar.Value.Length == 1 || scalar.Value[0] != '0' || !char.IsAsciiDigit(scalar.Value[1])) // 01 is a name
            ? JsonValue.Create(number)
            : JsonValue.Create(scalar.Value);
}
