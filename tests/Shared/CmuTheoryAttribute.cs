namespace StreamLift.Tests;

/// <summary>A test with cases that reads the recorded motion beside the clone, and skips with the reason where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CmuTheoryAttribute : TheoryAttribute
{
    public CmuTheoryAttribute() => Skip = new CmuFactAttribute().Skip;
}
