using System.Numerics;

namespace StreamLift.Datasets.Bvh;

/// <summary>A joint in the hierarchy of a BVH file.</summary>
/// <param name="Name">The name in the file. An end site gets the name of its parent with the suffix End.</param>
/// <param name="Parent">The index of the parent, or -1 for a root.</param>
/// <param name="Offset">The offset from the parent, in the file's unit.</param>
/// <param name="Channels">The channels of a frame in order: X, Y, Z (position) and x, y, z (rotation, degrees).</param>
internal sealed record BvhJoint(string Name, int Parent, Vector3 Offset, string Channels);
