namespace StreamLift.Datasets.Synthetic;

/// <summary>What the synthetic performer does.</summary>
public enum SyntheticActivity
{
    Walking,
    Waving,
    Squatting,
}
