using StreamLift.Capture.State;

namespace StreamLift.Capture.Residuals;

/// <summary>The motion of each person, by id. Those of people who have left are reused.</summary>
/// <param name="cameras">The cameras of the rig.</param>
internal sealed class PersonMotions(int cameras)
{
    private const double ForgetMs = 1000;

    private readonly List<PersonMotion> _motions = [];
    private readonly Stack<PersonMotion> _spare = new();

    /// <summary>Forgets the people who have left.</summary>
    public void Forget(double timestampMs)
    {
        for (var i = _motions.Count - 1; i >= 0; i--)
            if (Math.Abs(timestampMs - _motions[i].LastMs) > ForgetMs)
            {
                _spare.Push(_motions[i]);
                _motions.RemoveAt(i);
            }
    }

    /// <summary>The motion of a person.</summary>
    public PersonMotion Of(long id)
    {
        foreach (var motion in _motions)
            if (motion.Id == id)
                return motion;
        if (!_spare.TryPop(out var taken))
            taken = new PersonMotion(cameras);
        taken.Reset();
        taken.Id = id;
        _motions.Add(taken);
        return taken;
    }

    public void Save(StateWriter state)
    {
        state.Int(_motions.Count);
        foreach (var motion in _motions)
            motion.Save(state);
    }

    public void Restore(ref StateReader state)
    {
        _motions.Clear();
        var count = state.Int();
        for (var i = 0; i < count; i++)
        {
            var motion = new PersonMotion(cameras);
            motion.Restore(ref state);
            _motions.Add(motion);
        }
    }
}
