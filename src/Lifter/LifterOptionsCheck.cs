using Microsoft.Extensions.Options;
using StreamLift.Lifter.Stage;

namespace StreamLift.Lifter;

/// <summary>Checks the settings of batching and inference. Reports every problem, one line each.</summary>
internal sealed class LifterOptionsCheck : IValidateOptions<LifterOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LifterOptions options)
    {
        var problems = new List<string>();
        if (options.ModelSha256.Length > 0 && (options.ModelSha256.Length != 64 || !options.ModelSha256.All(char.IsAsciiHexDigit)))
            problems.Add("--model-sha256: 64 hex digits, as sha256sum prints them");
        if (options.ModelSha256.Length > 0 && options.CalibratedModel.Length > 0)
            problems.Add("--model-sha256: it is of one file, and two models are served; name that file with --model, which then lifts all streams");
        if (options.ModelWatch.TotalSeconds is < 0 or > 3600)
            problems.Add("--model-watch: from 0 to 3600 seconds");
        if (options.HangTimeout.TotalSeconds is < 1 or > 86_400)
            problems.Add("--hang-timeout: from 1 to 86400 seconds");
        if (options.MaxBatch is < 1 or > 65_536)
            problems.Add("--max-batch: from 1 to 65536");
        if (options.MaxDelay.TotalMilliseconds is < 0 or > 10_000)
            problems.Add("--max-delay: from 0 to 10000 milliseconds");
        if (options.Deadline.TotalMilliseconds is < 0 or > 86_400_000)
            problems.Add("--deadline: from 0 (none) to 86400000 milliseconds");
        if (options.Batches is < 2 or > 1024)
            problems.Add("StreamLift:Lifter:Batches: from 2 to 1024");
        if (options.Threads is < 0 or > 1024)
            problems.Add("--threads: from 0 to 1024; 0: one per core");
        if (options.MinScore is { } score && !(score is >= 0 and <= 1))
            problems.Add("--min-score: from 0 to 1; 0: every joint with a score above 0 is seen. For scores above 1, set minScore of the layout in --layouts");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
