using Microsoft.Extensions.Options;
using StreamLift.Poses;

namespace StreamLift.Ingest;

/// <summary>What attributes can't check.</summary>
internal sealed class IngestOptionsCheck : IValidateOptions<IngestOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        var problems = ConsumerSettings.Problems(options).ToList();
        try
        {
            StartPosition.Parse(options.From);
        }
        catch (ConfigurationException e)
        {
            problems.AddRange(e.Problems);
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
