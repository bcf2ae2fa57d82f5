namespace StreamLift.Training.Tests;

/// <summary>Tests that set libtorch's random numbers or threads, which are the process's: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TorchCollection
{
    public const string Name = "libtorch";
}
