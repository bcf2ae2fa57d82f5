using StreamLift.Poses.Scoring.People;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.People;

/// <summary>Who is where, by rig and by a place on that rig's line of time.</summary>
internal interface IPeopleTruth
{
    /// <summary>The rigs that must be on the topic; empty where the truth does not name any.</summary>
    IReadOnlyCollection<string> Rigs { get; }

    /// <summary>The place of a record on its rig's line; null: the truth does not have the rig.</summary>
    double? Place(PeopleFrame frame);

    /// <summary>The first and the last place of a rig's line.</summary>
    (double First, double Last) Range(string rig);

    /// <summary>The people at a place; null: outside the truth.</summary>
    IReadOnlyList<TruePerson>? At(string rig, double place);

    /// <summary>How much of a rig's line is a second.</summary>
    double Second(string rig);

    /// <summary>What is wrong with records of which none is within the truth.</summary>
    /// <param name="rig">Their rig.</param>
    /// <param name="first">The first one's place.</param>
    /// <param name="last">The last one's place.</param>
    string Elsewhere(string rig, double first, double last);
}
