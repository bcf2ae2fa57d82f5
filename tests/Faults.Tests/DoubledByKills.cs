using StreamLift.Lanes;

namespace StreamLift.Faults.Tests;

/// <summary>Holds each kill to its bound, at least once: when the next instance has caught up, the brokers' end offsets say what was doubled.</summary>
internal sealed class DoubledByKills(Trial trial)
{
    private long _before;
    private int _kills;

    /// <summary>The most that one kill has doubled.</summary>
    public long Worst { get; private set; }

    /// <summary>There was one more.</summary>
    public void Killed() => _kills++;

    /// <summary>Everything is committed. Exactly once the markers of transactions are among the offsets: there only the reader at the end can tell.</summary>
    public void Measure()
    {
        if (_kills == 0 || trial.Guarantee == Guarantees.ExactlyOnce)
            return;
        var surplus = trial.Surplus();
        Worst = Math.Max(Worst, surplus - _before);
        Assert.True(
            surplus - _before <= _kills * Trial.DoubledByAKill,
            $"{surplus - _before} doubled by {_kills} kill(s) where {_kills * Trial.DoubledByAKill} may be"
        );
        (_before, _kills) = (surplus, 0);
    }
}
