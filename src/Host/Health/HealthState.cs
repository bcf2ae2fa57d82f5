using StreamLift.Host.Running;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;

namespace StreamLift.Host.Health;

/// <summary>What the endpoints tell.</summary>
internal sealed class HealthState(Pipeline pipeline, ServedModel models)
{
    // the poll thread comes round every 0.1 s without records; a drain or a long batch may hold it up
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The model that is served.</summary>
    public string Model => models.Current.Id;

    /// <summary>Whether every lane's poll thread has come round lately.</summary>
    public bool IsAlive => pipeline.Lanes.All(lane => lane.Ingest.SinceLastPoll < Limit);

    /// <summary>Whether every lane has an assignment, even an empty one. The model is warm before there are lanes.</summary>
    public async Task<bool> IsReadyAsync() =>
        IsAlive && (await Task.WhenAll(pipeline.Lanes.Select(lane => lane.Ingest.IsMemberAsync()))).All(assigned => assigned);
}
