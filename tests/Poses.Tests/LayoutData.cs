using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Tests;

/// <summary>Built-in layouts, and pairs of them, as theory data.</summary>
public static class LayoutData
{
    public static TheoryData<string> All => [.. Skeletons.All.Select(skeleton => skeleton.Name)];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var from in Skeletons.All)
            foreach (var to in Skeletons.All)
                pairs.Add(from.Name, to.Name);
            return pairs;
        }
    }

    public static Skeleton Named(string name) => SkeletonCatalogue.BuiltIn.TryGet(name, out var skeleton) ? skeleton : throw new ArgumentException(name);
}
