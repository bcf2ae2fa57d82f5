using Microsoft.Extensions.Options;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink;

/// <summary>Checks the settings of writing. Reports every problem, one line each.</summary>
internal sealed class SinkOptionsCheck : IValidateOptions<SinkOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SinkOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Output))
            problems.Add("no output topic: name one with --output");
        else if (options.Output == options.DeadLetters)
            problems.Add($"--dead-letters {options.DeadLetters}: the same topic as --output; name another");
        if (options.CommitInterval is { TotalMilliseconds: < 1 or > 60_000 })
            problems.Add("--commit-interval: from 1 to 60000 milliseconds");
        if (options.CallLimit.TotalSeconds is < 1 or > 3600)
            problems.Add("StreamLift:Sink:CallLimit: from 1 second to an hour");
        problems.AddRange(ProducerSettings.Problems(options));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
