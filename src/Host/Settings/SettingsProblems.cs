using Microsoft.Extensions.Options;
using StreamLift.Poses;

namespace StreamLift.Host.Settings;

/// <summary>Collects what is wrong with the settings, so that one run reports every problem.</summary>
internal sealed class SettingsProblems
{
    private readonly List<string> _lines = [];

    /// <summary>Adds lines.</summary>
    public void Add(IEnumerable<string> lines) => _lines.AddRange(lines);

    /// <summary>The validated options; null after a problem.</summary>
    public T? Value<T>(IOptions<T> options)
        where T : class => Try(() => options.Value);

    /// <summary>What <paramref name="make"/> makes; null after a problem.</summary>
    public T? Try<T>(Func<T?> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (OptionsValidationException e)
        {
            _lines.AddRange(e.Failures);
        }
        catch (ConfigurationException e)
        {
            _lines.AddRange(e.Problems);
        }

        return null;
    }

    /// <exception cref="ConfigurationException">There were problems: all of them, each once.</exception>
    public void ThrowIfAny()
    {
        if (_lines.Count > 0)
            throw new ConfigurationException([.. _lines.Distinct()]);
    }
}
