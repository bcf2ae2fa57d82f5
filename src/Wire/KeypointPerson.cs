namespace StreamLift.Wire;

/// <summary>A person of a keypoint frame: its keypoints are a stretch of the frame's numbers.</summary>
internal struct KeypointPerson
{
    public long Id;
    public float Score;
    public int Start;
    public int Count;
}
