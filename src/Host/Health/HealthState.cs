using StreamLift.Host.Running;

namespace StreamLift.Host.Health;

/// <summary>The state behind the health endpoints: that of the pipelines that run now.</summary>
internal sealed class HealthState
{
    // An idle poll thread loops every 0.1 s; a drain or a long batch may delay it.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private volatile IReadOnlyList<Pipeline> _pipelines = [];

    /// <summary>The model that is served; empty for a process without one.</summary>
    public string Model => _pipelines.Select(pipeline => pipeline.Stage.Model).FirstOrDefault(model => model.Length > 0) ?? "";

    /// <summary>Whether the poll thread of every lane has looped recently.</summary>
    public bool IsAlive => Lanes.All(lane => lane.Ingest.SinceLastPoll < Limit);

    private IEnumerable<Lane> Lanes => _pipelines.SelectMany(pipeline => pipeline.Lanes);

    /// <summary>Sets the pipelines that run from now on. Their stages are loaded before lanes exist.</summary>
    public void Watch(IEnumerable<Pipeline> pipelines) => _pipelines = [.. pipelines];

    /// <summary>Whether every lane has an assignment, even an empty one.</summary>
    public async Task<bool> IsReadyAsync() => IsAlive && (await Task.WhenAll(Lanes.Select(lane => lane.Ingest.IsMemberAsync()))).All(assigned => assigned);
}
