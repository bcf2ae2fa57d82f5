using System.Text.Encodings.Web;
using System.Text.Json;

namespace StreamLift.Poses.ModelCards;

/// <summary>The JSON of a model card.</summary>
internal static class ModelCardJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(ModelCard card) => JsonSerializer.Serialize(card, Options);

    public static ModelCard Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelCard>(json, Options) ?? throw new FormatException("the card is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"the card doesn't fit: {e.Message}", e);
        }
    }
}
