using System.Text.Json.Serialization;

namespace StreamLift.Poses;

/// <summary>
/// What a model says of itself, in its ONNX file's metadata under <see cref="MetadataKey"/>, as JSON. Fields that this version does
/// not know are skipped.
/// </summary>
public sealed record ModelCard
{
    /// <summary>The key in the ONNX file's metadata.</summary>
    public const string MetadataKey = "streamlift.card";

    /// <summary>The card's own version: 1.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The model's name; its <c>id</c> in messages is this, @ and the start of the file's hash.</summary>
    public required string Name { get; init; }

    /// <summary>The output's joints in order.</summary>
    public required IReadOnlyList<string> Joints { get; init; }

    /// <summary>The layout that keypoints are mapped to before they become features.</summary>
    public required string InputLayout { get; init; }

    /// <summary>How a pose becomes a row.</summary>
    public required FeatureSpec Features { get; init; }

    /// <summary>Width and height, px, assumed of frames that don't say theirs.</summary>
    public required int[] ImageSize { get; init; }

    /// <summary>What the network is given for a joint not seen: x', y' of each joint of the input layout.</summary>
    public required float[] MissingFill { get; init; }

    /// <summary>Of the output: mm.</summary>
    public string Unit { get; init; } = "mm";

    /// <summary>Of the output: camera (x right, y down, z away), relative to the hip.</summary>
    public string Space { get; init; } = "camera";

    /// <summary>With fewer joints seen, a person isn't lifted.</summary>
    public required int MinimumJoints { get; init; }

    /// <summary>What it was trained on.</summary>
    public required string Data { get; init; }

    /// <summary>Of the model and its data.</summary>
    public required string Licence { get; init; }

    /// <summary>How it was trained.</summary>
    public required string Recipe { get; init; }

    /// <summary>The command that made it.</summary>
    public required string Command { get; init; }

    /// <summary>How good it is.</summary>
    public required CardErrors Errors { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Rows and what the model makes of them.</summary>
    public required Canary Canary { get; init; }

    /// <summary>What the model computes in: <c>fp32</c>, <c>fp16</c> or <c>int8</c>.</summary>
    public string Precision { get; init; } = "fp32";

    /// <summary>For an int8 or fp16 model, what it was made of and what it costs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardQuantisation? Quantisation { get; init; }

    /// <summary>What its sigmas are; null: it gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardSigma? Sigma { get; init; }

    /// <summary>Whether it is an int8 model's.</summary>
    [JsonIgnore]
    public bool IsInt8 => Precision == "int8";

    /// <summary>Reads a card.</summary>
    /// <exception cref="FormatException">No JSON, or a field is missing or of another type: named.</exception>
    public static ModelCard Parse(string json) => ModelCardJson.Parse(json);

    /// <summary>The card as JSON, on one line.</summary>
    public string ToJson() => ModelCardJson.Write(this);

    /// <summary>Where the card contradicts itself or asks for what this version hasn't: a line each; empty if it is sound.</summary>
    public IReadOnlyList<string> Problems() => ModelCardProblems.Of(this);
}
