using StreamLift.Datasets.Scenes;
using StreamLift.Poses;

namespace StreamLift.Host.Scenes;

/// <summary>The options of <c>produce</c> that make a scene of several people before a rig of cameras.</summary>
internal sealed record SceneSettings
{
    /// <summary>The number of people; null: not given.</summary>
    public int? People { get; init; }

    /// <summary>The length, s; null: a minute, or as long as the recordings.</summary>
    public double? Seconds { get; init; }

    public double NoisePixels { get; init; } = 3;

    public double Missed { get; init; }

    public double Ghosts { get; init; }

    public bool IsFreeRunning { get; init; }

    /// <summary>The file that receives the rig; null: none.</summary>
    public string? RigOut { get; init; }

    /// <summary>The file that receives the true poses; null: none.</summary>
    public string? TruthOut { get; init; }

    /// <summary>The names of the options that were given.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>Checks the values.</summary>
    /// <param name="cameras">The number of cameras; null: not given.</param>
    /// <exception cref="ConfigurationException">Values out of range: lists all.</exception>
    public void Check(int? cameras)
    {
        var problems = new List<string>();
        Require(People is null or (>= 1 and <= SceneOptions.MostPeople), $"--people {People}: from 1 to {SceneOptions.MostPeople}");
        Require(cameras is null or (>= 1 and <= SceneOptions.MostCameras), $"--cameras {cameras}: from 1 to {SceneOptions.MostCameras}");
        Require(Seconds is null or (> 0 and <= SceneOptions.MostSeconds), $"--seconds {Seconds}: above 0, at most {SceneOptions.MostSeconds}");
        Require(NoisePixels is >= 0 and <= 200, $"--noise {NoisePixels}: px, from 0 to 200");
        Require(Missed is >= 0 and < 1, $"--missed {Missed}: a share from 0 to below 1, such as 0.1");
        Require(Ghosts is >= 0 and < 1, $"--ghosts {Ghosts}: a share from 0 to below 1, such as 0.02");
        Require(RigOut is null || RigOut != TruthOut, $"--rig-out and --truth-out: both name {RigOut}");
        if (problems.Count > 0)
            throw new ConfigurationException(problems);

        void Require(bool isMet, FormattableString problem)
        {
            if (!isMet)
                problems.Add(FormattableString.Invariant(problem));
        }
    }
}
