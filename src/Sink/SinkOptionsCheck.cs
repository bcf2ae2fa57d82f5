using Microsoft.Extensions.Options;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink;

/// <summary>What attributes can't check.</summary>
internal sealed class SinkOptionsCheck : IValidateOptions<SinkOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SinkOptions options)
    {
        var problems = ProducerSettings.Problems(options).ToList();
        if (options.Output.Length > 0 && options.Output == options.DeadLetters)
            problems.Add($"--dead-letters {options.DeadLetters}: the same topic as --output; name another");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
