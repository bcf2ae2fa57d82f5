using Microsoft.Extensions.Options;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Lanes;
using StreamLift.Poses;

namespace StreamLift.Ingest;

/// <summary>Checks the options that attributes cannot check.</summary>
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

        // Each process needs its own transactional id. Processes that share one would fence each other.
        if (options.Guarantee == Guarantee.ExactlyOnce && options.Instance.Length == 0)
            problems.Add(
                "--guarantee ExactlyOnce: name this process with --instance NAME, another for each process of the group and the same after a "
                    + "restart: its transactions are known by it"
            );
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
