using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace StreamLift.Poses.Layouts;

/// <summary>The layouts that messages may name: the built-in ones and those of a <c>--layouts</c> file. Any thread.</summary>
public sealed class SkeletonCatalogue
{
    private readonly ConcurrentDictionary<(Skeleton From, Skeleton To), JointMap> _maps = new();

    internal SkeletonCatalogue(IEnumerable<Skeleton> own) => All = [.. Skeletons.All, .. own];

    /// <summary>The built-in layouts only.</summary>
    public static SkeletonCatalogue BuiltIn { get; } = new([]);

    /// <summary>The built-in layouts first, then the file's in its order.</summary>
    public ImmutableArray<Skeleton> All { get; }

    /// <summary>The built-in layouts and those of a <c>--layouts</c> file (docs/layouts.md).</summary>
    /// <exception cref="ConfigurationException">It can't be read or has faults: every one of them, named.</exception>
    public static SkeletonCatalogue Load(string path) => new(LayoutsFile.Read(path));

    /// <summary>By a message's bytes. No allocation: a dozen names are compared faster than one is hashed.</summary>
    public bool TryGet(ReadOnlySpan<byte> utf8Name, [NotNullWhen(true)] out Skeleton? skeleton)
    {
        foreach (var candidate in All)
            if (utf8Name.SequenceEqual(candidate.Utf8Name.AsSpan()))
            {
                skeleton = candidate;
                return true;
            }
        skeleton = null;
        return false;
    }

    /// <summary>By name, exactly.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Skeleton? skeleton)
    {
        skeleton = All.FirstOrDefault(candidate => candidate.Name == name);
        return skeleton is not null;
    }

    /// <summary>The map between two layouts, made once; no allocation after that.</summary>
    public JointMap Map(Skeleton from, Skeleton to) =>
        _maps.TryGetValue((from, to), out var map) ? map : _maps.GetOrAdd((from, to), static pair => new JointMap(pair.From, pair.To));
}
