namespace StreamLift.Training.Tests;

/// <summary>Tests that use libtorch's random generator or thread count, which are global. They run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TorchCollection
{
    public const string Name = "libtorch";
}
