using StreamLift.Host.Running;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;

namespace StreamLift.Host.Health;

/// <summary>The state behind the health endpoints.</summary>
internal sealed class HealthState(Pipeline pipeline, ServedModel models)
{
    // An idle poll thread loops every 0.1 s; a drain or a long batch may delay it.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The model that is served.</summary>
    public string Model => models.Current.Id;

    /// <summary>Whether the poll thread of every lane has looped recently.</summary>
    public bool IsAlive => pipeline.Lanes.All(lane => lane.Ingest.SinceLastPoll < Limit);

    /// <summary>Whether every lane has an assignment, even an empty one. The model is warm before lanes exist.</summary>
    public async Task<bool> IsReadyAsync() =>
        IsAlive && (await Task.WhenAll(pipeline.Lanes.Select(lane => lane.Ingest.IsMemberAsync()))).All(assigned => assigned);
}
