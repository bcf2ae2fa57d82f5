namespace StreamLift.Lifter;

/// <summary>One person of a frame in a batch.</summary>
/// <param name="Id">The person's id as it came, or the place in the list.</param>
/// <param name="Score">The detector's score as it came; NaN when it gave none.</param>
/// <param name="Row">The person's row in the batch's input and output, or -1 where too little was seen to lift.</param>
public readonly record struct LiftedPerson(long Id, float Score, int Row);
