using StreamLift.Host.WarmUp;
using StreamLift.Lanes;

namespace StreamLift.Host.Running;

/// <summary>A stage as the service runs it: what all its lanes share, and what each of them is given. One object for a process.</summary>
internal interface IServedStage
{
    /// <summary>The work of <see cref="IStage.Process"/> in a word, for messages: <c>inference</c>.</summary>
    string Work { get; }

    /// <summary>The model that is served, for the header of the health endpoints; empty for a stage without a model.</summary>
    string Model { get; }

    /// <summary>The longest time that one batch may take; after it the process counts as hung.</summary>
    TimeSpan HangTimeout { get; }

    /// <summary>The number of batches of a lane.</summary>
    int Batches { get; }

    /// <summary>Loads what takes time. Called once, before everything else, while the broker is asked for its topics.</summary>
    void Load();

    /// <summary>The number of workers of a lane.</summary>
    /// <param name="lanes">How many lanes the process has.</param>
    int Threads(int lanes);

    /// <summary>Decides when a batch of a lane is full.</summary>
    BatchPolicy CreatePolicy();

    /// <summary>The stage of one lane.</summary>
    IStage CreateStage();

    /// <summary>The stage once more, for the warm-up: what it does shows in no counter and no line.</summary>
    WarmUpStage CreateWarmUp();

    /// <summary>Does what is to be done beside the lanes, such as logging at intervals, until <paramref name="ended"/>.</summary>
    Task RunBesideAsync(CancellationToken ended);
}
