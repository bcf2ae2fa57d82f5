using StreamLift.Datasets.Synthetic;

namespace StreamLift.Datasets.Scenes;

/// <summary>Somebody who is not there, as detectors see in a mirror, a coat or a poster: one camera's alone, for about 0.2 s.</summary>
internal sealed class GhostPerson(SceneRandom random, double side)
{
    /// <summary>The pose of a ghost.</summary>
    /// <param name="camera">The camera's index.</param>
    /// <param name="slot">Which of its ghosts.</param>
    /// <param name="run">The run of frames that have this ghost.</param>
    /// <param name="world">Receives 51 numbers.</param>
    public void World(int camera, int slot, long run, Span<float> world)
    {
        var which = ((long)camera << 20) + slot;
        var state = new WalkerState(
            random.Between(-side / 2, side / 2, Decision.GhostPlace, which, run, 0),
            random.Between(-side / 2, side / 2, Decision.GhostPlace, which, run, 1),
            random.Between(0, 2 * Math.PI, Decision.GhostPosture, which, run, 0),
            random.Between(0, 2 * Math.PI, Decision.GhostPosture, which, run, 1),
            random.Uniform(Decision.GhostPosture, which, run, 2),
            random.Uniform(Decision.GhostPosture, which, run, 3) < 0.2 ? 1 : 0,
            0
        );
        WalkingPerson.Pose(new SyntheticBody(random.Between(0.8, 1.1, Decision.GhostPosture, which, run, 4)), state, 0, world);
    }
}
