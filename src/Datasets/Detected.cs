namespace StreamLift.Datasets;

/// <summary>What a detector saw of one take through one camera: x, y, score of each joint a frame (3·J·Frames, px).</summary>
internal sealed record Detected(float[] Keypoints, int Frames);
