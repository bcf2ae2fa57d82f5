using System.Text.Json.Serialization;

namespace StreamLift.Poses.ModelCards;

/// <summary>
/// The description of a model, as JSON in the metadata of its ONNX file under <see cref="MetadataKey"/>. Unknown fields are
/// ignored.
/// </summary>
public sealed record ModelCard
{
    /// <summary>The key in the metadata of the ONNX file.</summary>
    public const string MetadataKey = "streamlift.card";

    /// <summary>The version of the card format: 1.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The model's name; its <c>id</c> in messages is this name, @ and the start of the file's hash.</summary>
    public required string Name { get; init; }

    /// <summary>The output's joints in order.</summary>
    public required IReadOnlyList<string> Joints { get; init; }

    /// <summary>The layout that keypoints are mapped to before they become features.</summary>
    public required string InputLayout { get; init; }

    /// <summary>The features of the input.</summary>
    public required FeatureSpec Features { get; init; }

    /// <summary>Width and height, px, assumed for frames that give none.</summary>
    public required int[] ImageSize { get; init; }

    /// <summary>The input for a joint that was not seen: x', y' of each joint of the input layout, and with features of version 2 also a 0.</summary>
    public required float[] MissingFill { get; init; }

    /// <summary>The unit of the output: mm.</summary>
    public string Unit { get; init; } = "mm";

    /// <summary>The axes of the output: camera (x right, y down, z away), relative to the hip.</summary>
    public string Space { get; init; } = "camera";

    /// <summary>The least number of seen joints with which a person is lifted.</summary>
    public required int MinimumJoints { get; init; }

    /// <summary>
    /// Groups of joints of the input layout: a person is lifted only if of each group at least one joint is seen. Null or empty: the number alone decides.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<string>>? RequiredJoints { get; init; }

    /// <summary>The training data.</summary>
    public required string Data { get; init; }

    /// <summary>The licence of the model and its data.</summary>
    public required string Licence { get; init; }

    /// <summary>The training recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>The command that made the model.</summary>
    public required string Command { get; init; }

    /// <summary>The model's errors.</summary>
    public required CardErrors Errors { get; init; }

    /// <summary>The time of creation.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Rows and the model's output for them.</summary>
    public required Canary Canary { get; init; }

    /// <summary>The precision of the computation: <c>fp32</c>, <c>fp16</c> or <c>int8</c>.</summary>
    public string Precision { get; init; } = "fp32";

    /// <summary>For an int8 or fp16 model, its source and its loss of accuracy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardQuantisation? Quantisation { get; init; }

    /// <summary>For an fp32 model whose file stores weights in fewer bits, how and at which cost; null for weights in 32 bits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardWeights? Weights { get; init; }

    /// <summary>The meaning of its sigmas; null when it gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardSigma? Sigma { get; init; }

    /// <summary>Whether the model is int8.</summary>
    [JsonIgnore]
    public bool IsInt8 => Precision == "int8";

    /// <summary>Reads a card.</summary>
    /// <exception cref="FormatException">The text is no JSON, or the named field is missing or has the wrong type.</exception>
    public static ModelCard Parse(string json) => ModelCardJson.Parse(json);

    /// <summary>The card as JSON, on one line.</summary>
    public string ToJson() => ModelCardJson.Write(this);

    /// <summary>Contradictions in the card and requirements that this version does not meet, one line each; empty for a valid card.</summary>
    public IReadOnlyList<string> Problems() => ModelCardProblems.Of(this);
}

/// <summary>The name and version of a model's features.</summary>
public sealed record FeatureSpec(string Name, int Version);

/// <summary>A model's errors, mm (17 joints, root exactly 0, mean over actions), and the data on which they were measured.</summary>
public sealed record CardErrors(double Protocol1, double Protocol2, string On);

/// <summary>The source of an int8 or fp16 model and its loss of accuracy.</summary>
/// <param name="Of">The id of the fp32 model that it was made from.</param>
/// <param name="OfSha256">The SHA-256 of that model's file, lower-case hex.</param>
/// <param name="Errors">The errors of that model, measured on the same poses as the card's.</param>
/// <param name="Allowed">The greatest allowed loss of accuracy, mm of protocol 1.</param>
/// <param name="Calibration">The data on which its ranges were measured.</param>
public sealed record CardQuantisation(string Of, string OfSha256, CardErrors Errors, double Allowed, string Calibration)
{
    /// <summary>The loss of accuracy, mm of protocol 1.</summary>
    /// <param name="errors">The card's errors.</param>
    public double Cost(CardErrors errors) => errors.Protocol1 - Errors.Protocol1;
}

/// <summary>How the file of an fp32 model stores the weights of its blocks.</summary>
/// <param name="Stored">The format: <c>fp16</c>.</param>
/// <param name="Errors">The errors before the weights were rounded to it, measured on the same poses as the card's.</param>
public sealed record CardWeights(string Stored, CardErrors Errors)
{
    /// <summary>Weights in 16 bits.</summary>
    public const string Fp16 = "fp16";

    /// <summary>The loss of accuracy, mm of protocol 1.</summary>
    /// <param name="errors">The card's errors.</param>
    public double Cost(CardErrors errors) => errors.Protocol1 - Errors.Protocol1;
}

/// <summary>The meaning and the calibration of a model's second output, <c>sigma</c>.</summary>
/// <param name="Meaning">The meaning as text.</param>
/// <param name="Calibration">The data on which it was calibrated, or a note that there was none.</param>
/// <param name="Calibrated">Its coverage on the calibration data; null when it was not calibrated.</param>
/// <param name="Test">Its coverage on the test data of the card's errors; null when not measured.</param>
public sealed record CardSigma(string Meaning, string Calibration, SigmaCoverage? Calibrated = null, SigmaCoverage? Test = null)
{
    /// <summary>The output's name in the graph: rows × 17, mm.</summary>
    public const string OutputName = "sigma";

    /// <summary>The meaning that <c>train</c> writes.</summary>
    public const string StandardDeviation =
        "mm; the standard deviation of a joint's error along each axis, taken as normal and alike in x, y and z; 0 for the hip, else 1 to 1000";
}

/// <summary>Input rows and the expected output, checked on the device when the model is loaded.</summary>
/// <param name="Input">Rows of as many numbers as <see cref="ModelCard.MissingFill"/>.</param>
/// <param name="Output">Rows of 3·17 numbers, mm.</param>
/// <param name="Tolerance">
/// The greatest allowed difference, mm. fp32: processors differ in the order of additions, by 0.001 mm; a damaged model by far more. An int8 model's card
/// sets its own.
/// </param>
/// <param name="Sigma">Rows of 17 sigmas, mm, expected for the first rows of input, to 10 % or the tolerance; null when the model gives none.</param>
public sealed record Canary(
    float[][] Input,
    float[][] Output,
    float Tolerance = 0.05f,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float[][]? Sigma = null
);

/// <summary>A comparison of a model's sigmas with the measured errors, over the 16 joints other than the hip and their three axes.</summary>
/// <param name="Rms">The root mean square of error divided by sigma: 1 when sigma is the standard deviation of the errors, above 1 when sigma is too
/// small.</param>
/// <param name="Within1">The share of coordinates within 1 sigma of the truth, %; of a normal distribution 68.3.</param>
/// <param name="Within2">The share within 2 sigma, %; of a normal distribution 95.4.</param>
/// <param name="On">The data on which it was measured.</param>
public sealed record SigmaCoverage(double Rms, double Within1, double Within2, string On);
