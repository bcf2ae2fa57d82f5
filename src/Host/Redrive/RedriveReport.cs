using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamLift.Host.Redrive;

/// <summary>The results of a redrive by reason.</summary>
internal sealed class RedriveReport
{
    private readonly SortedDictionary<string, ReasonCount> _reasons = new(StringComparer.Ordinal);

    /// <summary>Records on the topic that are not dead letters of StreamLift; they were skipped.</summary>
    public long Foreign { get; set; }

    /// <summary>The count of one reason.</summary>
    public ReasonCount this[string reason] => _reasons.TryGetValue(reason, out var count) ? count : _reasons[reason] = new ReasonCount();

    /// <summary>The sum of all reasons.</summary>
    public ReasonCount Total => _reasons.Values.Aggregate(new ReasonCount(), (sum, count) => sum + count);

    /// <summary>A table and a summary line.</summary>
    public string ToText(string from, string to)
    {
        var text = new StringBuilder();
        var total = Total;
        if (_reasons.Count > 0)
        {
            text.AppendLine(Row("reason", "dead letters", "sent", "without body", "left"));
            foreach (var (reason, count) in _reasons)
                text.AppendLine(Row(reason, Number(count.DeadLetters), Number(count.Sent), Number(count.Omitted), Number(count.Remaining)));
        }

        return text.Append(
                CultureInfo.InvariantCulture,
                $"{Number(total.Sent)} of {Counted.Of(total.DeadLetters, "dead letter")} sent from {from} to {to}, all acknowledged"
            )
            .ToString();
    }

    /// <summary><c>{"letters":n,"sent":n,"omitted":n,"left":n,"foreign":n,"reasons":{"unknown-layout":{"letters":n,…}}}</c></summary>
    public string ToJson()
    {
        var json = Json(Total);
        json["foreign"] = Foreign;
        json["reasons"] = new JsonObject(_reasons.Select(reason => KeyValuePair.Create<string, JsonNode?>(reason.Key, Json(reason.Value))));
        return json.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonObject Json(ReasonCount count) =>
        new()
        {
            ["letters"] = count.DeadLetters,
            ["sent"] = count.Sent,
            ["omitted"] = count.Omitted,
            ["left"] = count.Remaining,
        };

    private static string Row(string reason, string letters, string sent, string omitted, string left) =>
        $"{reason, -20} {letters, 12} {sent, 10} {omitted, 13} {left, 10}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
