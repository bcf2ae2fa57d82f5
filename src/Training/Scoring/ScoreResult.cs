using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using StreamLift.Poses;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Scoring;

/// <summary>The result of <c>score</c>.</summary>
/// <param name="Model">The model's id, or the path of the models.</param>
/// <param name="Data">A description of the data in one line.</param>
/// <param name="Table">The errors with the given options.</param>
/// <param name="Noise">The errors by the standard deviation of the noise, px. Empty: not requested.</param>
/// <param name="Parity">The comparison with other forms of the model. Null: there are none.</param>
internal sealed record ScoreResult(
    string Model,
    string Data,
    ScoreTable Table,
    IReadOnlyList<(float Sigma, ScoreTable Table)> Noise,
    ModelParity? Parity = null
)
{
    /// <summary>The errors by predicted sigma. Null: the model has no sigma output.</summary>
    public SigmaTable? Sigma { get; init; }

    /// <summary>The errors by the number of hidden joints. Empty: not requested.</summary>
    public IReadOnlyList<HiddenJointsScore> Hidden { get; init; } = [];

    public string ToJson()
    {
        // The fields of the contract come first, additional fields follow.
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
            text.AppendLine().AppendLine().Append("normal noise on every joint           protocol 1   protocol 2");
        foreach (var (sigma, table) in Noise)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{sigma, 33:0.#} px {table.Protocol1, 12:0.00} {table.Protocol2, 12:0.00}");
        if (Hidden.Count > 0)
            text.AppendLine().AppendLine().Append("joints hidden   protocol 1   protocol 2").Append(Sigma is null ? "" : "   mean sigma   error / sigma");
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
