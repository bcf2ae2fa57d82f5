using StreamLift.Datasets.Synthetic;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Scenes;

/// <summary>A person of a <see cref="WalkSimulation"/> with a body of a height of its own.</summary>
/// <param name="states">The states, <see cref="WalkSimulation.Step"/> apart.</param>
/// <param name="scale">The size of the body; 1 is 1.73 m to the top of the head.</param>
internal sealed class WalkingPerson(WalkerState[] states, double scale) : IPersonMotion
{
    private readonly SyntheticBody _body = new(scale);

    /// <inheritdoc/>
    public double Seconds => (states.Length - 1) * WalkSimulation.Step;

    /// <inheritdoc/>
    public void World(double seconds, Span<float> world)
    {
        var at = Math.Clamp(seconds / WalkSimulation.Step, 0, states.Length - 1);
        var from = Math.Min((int)at, states.Length - 2);
        Pose(_body, WalkerState.Between(states[from], states[from + 1], at - from), seconds, world);
    }

    /// <summary>The pose of a body in a state.</summary>
    public static void Pose(SyntheticBody body, in WalkerState state, double seconds, Span<float> world)
    {
        var walk = (state.Gait * Posture.Walking(state.Phase)) + ((1 - state.Gait) * Posture.Upright(seconds));
        var free = Math.Max(0, 1 - state.Sit - state.Wave);
        var posture = (free * walk) + (state.Sit * Posture.Sitting(seconds)) + (state.Wave * Posture.Waving(seconds));
        // Who sits down moves the hip back and leaves the feet where they are.
        var back = state.Sit * body.SeatDepth;
        var (x, y) = (state.X - (back * Math.Cos(state.Heading)), state.Y - (back * Math.Sin(state.Heading)));
        body.Pose(posture, x, y, state.Heading, world[..Skeletons.PoseWidth]);
    }
}
