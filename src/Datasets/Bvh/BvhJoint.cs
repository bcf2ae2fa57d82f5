using System.Numerics;

namespace StreamLift.Datasets.Bvh;

/// <summary>One joint of a BVH file's hierarchy, parents before children.</summary>
/// <param name="Name">As the file has it; an end site is named after its parent, with an End after it.</param>
/// <param name="Parent">Its place among the joints; -1 for a root.</param>
/// <param name="Offset">From the parent, in the file's unit.</param>
/// <param name="Channels">What its numbers of a frame are, in order: X, Y, Z (position) and x, y, z (rotation, degrees).</param>
internal sealed record BvhJoint(string Name, int Parent, Vector3 Offset, string Channels);
