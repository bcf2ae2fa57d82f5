using Microsoft.Extensions.DependencyInjection;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Poses;

namespace StreamLift.Host.Tests;

/// <summary>Plans made of settings, as <c>run</c> makes them before it asks a broker.</summary>
internal static class Configured
{
    /// <summary>The least that a service needs, and more settings over it; null takes one away.</summary>
    public static LiftSettings Plan(params (string Key, string? Value)[] more)
    {
        var keys = new Dictionary<string, string?>
        {
            ["StreamLift:Ingest:Bootstrap"] = "b:1",
            ["StreamLift:Ingest:Input"] = "in",
            ["StreamLift:Sink:Output"] = "out",
        };
        foreach (var (key, value) in more)
        {
            keys.Remove(key);
            if (value is not null)
                keys.Add(key, value);
        }

        using var host = Composition.Build(keys, Terminal.OfProcess());
        return host.Services.GetRequiredService<LiftSettings>();
    }

    /// <summary>What is wrong with such settings.</summary>
    public static IReadOnlyList<string> Problems(params (string Key, string? Value)[] more) => Assert.Throws<ConfigurationException>(() => Plan(more)).Problems;
}
