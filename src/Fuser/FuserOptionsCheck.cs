using System.Globalization;
using Microsoft.Extensions.Options;

namespace StreamLift.Fuser;

/// <summary>Checks the settings of the second stage. Reports every problem, one line each.</summary>
internal sealed class FuserOptionsCheck : IValidateOptions<FuserOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FuserOptions options)
    {
        var problems = new List<string>();
        if (
            options.Rate != "auto"
            && !(double.TryParse(options.Rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1000)
        )
            problems.Add("--rate: auto, or instants a second, above 0 and up to 1000");
        if (options.Wait.TotalMilliseconds is < 0 or > 5000)
            problems.Add("--wait: from 0 to 5000 milliseconds");
        if (options.Height is { } height && !(height is >= 300 and <= 2500))
            problems.Add("--height: from 300 to 2500 millimetres");
        if (options.MinScore is { } score && !(score is >= 0 and <= 1))
            problems.Add("--min-score: from 0 to 1; 0: every joint with a score above 0 is seen");
        if (options.HangTimeout.TotalSeconds is < 1 or > 86_400)
            problems.Add("--hang-timeout: from 1 to 86400 seconds");
        if (options.MaxBatch is < 1 or > 65_536)
            problems.Add("--max-batch: from 1 to 65536");
        if (options.MaxDelay.TotalMilliseconds is < 0 or > 10_000)
            problems.Add("--max-delay: from 0 to 10000 milliseconds");
        if (options.Batches is < 2 or > 1024)
            problems.Add("StreamLift:Fuser:Batches: from 2 to 1024");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
