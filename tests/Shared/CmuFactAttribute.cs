namespace StreamLift.Tests;

/// <summary>A test that reads the recorded motion beside the clone, and skips with the reason where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CmuFactAttribute : FactAttribute
{
    public CmuFactAttribute()
    {
        if (!Directory.Exists(SharedData.Cmu))
            Skip = $"no recorded motion at {SharedData.Cmu} (STREAMLIFT_SHARED names another folder)";
    }
}
