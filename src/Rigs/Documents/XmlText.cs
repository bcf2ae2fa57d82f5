using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using StreamLift.Poses;

namespace StreamLift.Rigs.Documents;

/// <summary>Reads XML, without document types: entities can make a small file endless, or read other files.</summary>
internal static class XmlText
{
    private const int Deepest = 32;

    /// <exception cref="ConfigurationException">The text is no XML, or has deep nesting: names the place.</exception>
    public static XElement Parse(string path, string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
                if (reader.Depth > Deepest)
                    throw new XmlException($"nested more than {Deepest} deep");
            return XDocument.Parse(text).Root!;
        }
        catch (XmlException e)
        {
            throw new ConfigurationException($"{path}: not XML: {OneLine.Of(e.Message, 200)}");
        }
    }

    /// <summary>The content of OpenCV's FileStorage: matrices are objects of rows, cols and data; other elements are numbers, lists or text.</summary>
    public static JsonObject FileStorage(XElement root)
    {
        var members = new JsonObject();
        foreach (var element in root.Elements())
            members[element.Name.LocalName] = Value(element);
        return members;
    }

    private static JsonNode? Value(XElement element)
    {
        if (element.Elements().All(child => child.Name == "_") && element.HasElements)
            return new JsonArray([.. element.Elements().Select(Value)]);
        if (element.HasElements)
            return FileStorage(element);
        var words = element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var numbers = new List<double>();
        foreach (var word in words)
            if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
        return words.Length == 0 || numbers.Count < words.Length ? JsonValue.Create(element.Value.Trim().Trim('"'))
            : words.Length == 1 && element.Name != "data" ? JsonValue.Create(numbers[0])
            : new JsonArray([.. numbers.Select(number => JsonValue.Create(number))]);
    }
}
