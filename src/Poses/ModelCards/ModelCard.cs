using System.Text.Json.Serialization;

namespace StreamLift.Poses.ModelCards;

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

/// <summary>Which features a model's rows are made of.</summary>
public sealed record FeatureSpec(string Name, int Version);

/// <summary>A model's errors, mm (17 joints, root exactly 0, mean over actions), and what they were measured on.</summary>
public sealed record CardErrors(double Protocol1, double Protocol2, string On);

/// <summary>Where an int8 or fp16 model comes from and what it costs.</summary>
/// <param name="Of">The id of the fp32 model it was made of.</param>
/// <param name="OfSha256">The SHA-256 of that model's file, lower-case hex.</param>
/// <param name="Errors">That model's errors, by the same scorer on the same poses as the card's own.</param>
/// <param name="Allowed">What fewer bits may cost, mm of protocol 1: it was refused above.</param>
/// <param name="Calibration">What its ranges were measured on.</param>
public sealed record CardQuantisation(string Of, string OfSha256, CardErrors Errors, double Allowed, string Calibration)
{
    /// <summary>How much worse it is, mm of protocol 1.</summary>
    /// <param name="errors">The card's own.</param>
    public double Cost(CardErrors errors) => errors.Protocol1 - Errors.Protocol1;
}

/// <summary>What a model's second output, <c>sigma</c>, means and how far it can be trusted.</summary>
/// <param name="Meaning">In words.</param>
/// <param name="Calibration">Whose errors it was made to fit; or that nobody's were at hand.</param>
/// <param name="Calibrated">How it fits them; null where it was not calibrated.</param>
/// <param name="Test">How it fits the errors that the card's own are the mean of; null where that was not measured.</param>
public sealed record CardSigma(string Meaning, string Calibration, SigmaCoverage? Calibrated = null, SigmaCoverage? Test = null)
{
    /// <summary>The output's name in the graph: rows × 17, mm.</summary>
    public const string OutputName = "sigma";

    /// <summary>What <c>train</c> writes.</summary>
    public const string StandardDeviation =
        "mm; the standard deviation of a joint's error along each axis, taken as normal and alike in x, y and z; 0 for the hip, else 1 to 1000";
}

/// <summary>Rows of input and the output that the model must give for them: tried when it is loaded, on whatever runs it.</summary>
/// <param name="Input">Rows of 2·J numbers.</param>
/// <param name="Output">Rows of 3·17 numbers, mm.</param>
/// <param name="Tolerance">
/// The most a number may differ, mm. Of fp32: processors differ in the order they add, by 0.001 mm; a damaged one by far more. An int8 model's card has its
/// own.
/// </param>
/// <param name="Sigma">Rows of 17 sigmas, mm, that the model gives for the first rows of input, to 10 % or the tolerance; null where it gives none.</param>
public sealed record Canary(
    float[][] Input,
    float[][] Output,
    float Tolerance = 0.05f,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float[][]? Sigma = null
);

/// <summary>How a model's sigmas compare with the errors that were made, over the 16 joints beside the hip and their three axes.</summary>
/// <param name="Rms">The root of the mean square of error over sigma: 1 where sigma is the errors' standard deviation, above where it promises too
/// much.</param>
/// <param name="Within1">The share of coordinates within 1 sigma of the truth, %; of a normal distribution 68.3.</param>
/// <param name="Within2">Within 2 sigma, %; of a normal distribution 95.4.</param>
/// <param name="On">What it was measured on.</param>
public sealed record SigmaCoverage(double Rms, double Within1, double Within2, string On);
