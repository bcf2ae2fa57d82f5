using StreamLift.Datasets;
using StreamLift.Datasets.Scenes;

namespace StreamLift.Bench;

/// <summary>Scenes of recorded people, or of synthetic ones where there is no data, before four cameras.</summary>
internal sealed record Scenes(string? Data, int People, double Seconds)
{
    // CMU's takes are sampled at this rate.
    private const double TakeRate = 30;

    // Long enough, and then those where people walk most: who stands says nothing about time.
    private List<Sequence> Takes =>
        [
            .. Dataset
                .Open(new DatasetOptions { Path = Data! })
                .Sequences.GroupBy(sequence => (sequence.Subject, sequence.Action))
                .Select(take => take.First())
                .Where(take => take.Frames >= TakeRate * Seconds)
                .OrderByDescending(Walked)
                .Take(People),
        ];

    public PeopleScene Make(SceneOptions options)
    {
        options = options with { Seconds = Seconds };
        return Data is null ? PeopleScene.Walking(People, 4, options) : PeopleScene.Recorded(Takes, TakeRate, null, 4, options);
    }

    private static double Walked(Sequence take)
    {
        var walked = 0.0;
        for (var frame = 1; frame < take.Frames; frame++)
            walked += Math.Abs(take.World(frame)[0] - take.World(frame - 1)[0]) + Math.Abs(take.World(frame)[1] - take.World(frame - 1)[1]);
        return walked / take.Frames;
    }
}
