using System.Numerics;

namespace StreamLift.Datasets.Acclaim;

/// <summary>A bone of an ASF skeleton. It begins where its parent ends.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Parent">The index of its parent among the bones, or -1 for the root.</param>
/// <param name="Direction">From its beginning to its end in the rest pose, in the file's unit.</param>
/// <param name="Axis">The rotation of the axes that its channels turn about, from the skeleton's axes.</param>
/// <param name="Channels">The turns of a frame in order, each of x, y and z at most once.</param>
internal sealed record AsfBone(string Name, int Parent, Vector3 Direction, Matrix4x4 Axis, string Channels);
