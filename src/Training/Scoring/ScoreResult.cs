using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using StreamLift.Poses;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Scoring;

/// <summary>What <c>score</c> measured.</summary>
/// <param name="Model">The model's id, or where the models are.</param>
/// <param name="Data">What it was measured on, in a line.</param>
/// <param name="Table">The errors as they were asked for.</param>
/// <param name="Noise">The same with normal noise of so many px on every joint; empty where that was not asked for.</param>
/// <param name="Parity">The model's other forms, where there are any.</param>
internal sealed record ScoreResult(
    string Model,
    string Data,
    ScoreTable Table,
    IReadOnlyList<(float Sigma, ScoreTable Table)> Noise,
    ModelParity? Parity = null
)
{
    /// <summary>Errors by predicted sigma; null: the model gives none.</summary>
    public SigmaTable? Sigma { get; init; }

    /// <summary>The same with joints hidden at random; empty where that was not asked for.</summary>
    public IReadOnlyList<HiddenJointsScore> Hidden { get; init; } = [];

    public string ToJson()
    {
        // the contract's object, and fields more at its end
        var json = JsonNode.Parse(Table.ToJson(detailed: true))!.AsObject();
        if (Parity is not null)
            json["parity"] = Parity.ToJson();
        if (Noise.Count > 0)
            json["noise"] = new JsonArray([
                .. Noise.Select(row => new JsonObject
                {
                    ["sigma"] = row.Sigma,
                    ["protocol1"] = Math.Round(row.Table.Protocol1, 5),
                    ["protocol2"] = Math.Round(row.Table.Protocol2, 5),
                }),
            ]);
        if (Sigma is not null)
            json["sigma"] = Sigma.ToJson();
        if (Hidden.Count > 0)
            json["hidden"] = new JsonArray([
                .. Hidden.Select(row => new JsonObject
                {
                    ["hidden"] = row.Hidden,
                    ["protocol1"] = Math.Round(row.Table.Protocol1, 5),
                    ["protocol2"] = Math.Round(row.Table.Protocol2, 5),
                    ["missing"] = row.Table.MissingFrames,
                    ["sigma"] = row.Sigma is null ? null : Math.Round(row.Sigma.Mean, 3),
                    ["rms"] = row.Sigma?.Coverage?.Rms,
                }),
            ]);
        return json.ToJsonString();
    }

    public string ToText()
    {
        var text = new StringBuilder(Table.ToText(detailed: true).TrimEnd());
        if (Noise.Count > 0)
            text.AppendLine().AppendLine().Append("with normal noise on every joint of   protocol 1   protocol 2");
        foreach (var (sigma, table) in Noise)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{sigma, 33:0.#} px {table.Protocol1, 12:0.00} {table.Protocol2, 12:0.00}");
        if (Hidden.Count > 0)
            text.AppendLine().AppendLine().Append("joints hidden   protocol 1   protocol 2").Append(Sigma is null ? "" : "   mean sigma   error over it");
        foreach (var row in Hidden)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{row.Hidden, 13} {row.Table.Protocol1, 12:0.00} {row.Table.Protocol2, 12:0.00}");
            if (row.Sigma is not null)
                text.Append(CultureInfo.InvariantCulture, $" {row.Sigma.Mean, 12:0.0} {row.Sigma.Coverage?.Rms, 15:0.00}");
        }
        if (Sigma is not null)
            text.AppendLine().AppendLine().Append(Sigma.ToText());
        if (Parity is not null)
            text.AppendLine().Append(Parity.ToText());
        return text.ToString();
    }
}
