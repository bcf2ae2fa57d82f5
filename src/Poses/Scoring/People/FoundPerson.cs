namespace StreamLift.Poses.Scoring.People;

/// <summary>A person who was found.</summary>
/// <param name="Id">The track's id.</param>
/// <param name="Joints">17 joints in the world, mm: 51 numbers.</param>
/// <param name="Sigma">The expected error of each joint along each axis, mm: 17 numbers.</param>
/// <param name="Source">Where each joint comes from: 17 letters, t, l or p.</param>
/// <param name="Smooth">The smoothed joints; null: none.</param>
internal sealed record FoundPerson(long Id, float[] Joints, float[] Sigma, byte[] Source, float[]? Smooth);

/// <summary>A person who is there.</summary>
/// <param name="Id">Who it is.</param>
/// <param name="Joints">17 joints in the world, mm: 51 numbers.</param>
internal sealed record TruePerson(long Id, float[] Joints);
