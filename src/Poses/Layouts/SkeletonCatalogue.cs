using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace StreamLift.Poses.Layouts;

/// <summary>The layouts that messages may name: the built-in layouts and the user's own. Thread-safe.</summary>
public sealed class SkeletonCatalogue
{
    private readonly ConcurrentDictionary<(Skeleton From, Skeleton To), JointMap> _maps = new();

    // By the length of the UTF-8 name, which leaves a few candidates: a lookup runs for every frame.
    private readonly Skeleton[][] _byLength;

    /// <summary>The built-in layouts and these, made by a <see cref="SkeletonBuilder"/>.</summary>
    /// <param name="own">The user's own layouts.</param>
    /// <exception cref="ConfigurationException">Two layouts have the same name.</exception>
    public SkeletonCatalogue(params IEnumerable<Skeleton> own)
    {
        All = [.. Skeletons.All, .. own];
        var repeated = All.GroupBy(skeleton => skeleton.Name).Where(group => group.Count() > 1).Select(group => $"layout \"{group.Key}\": the name is taken");
        if (repeated.ToList() is { Count: > 0 } problems)
            throw new ConfigurationException(problems);
        _byLength = [.. Enumerable.Range(0, 1 + All.Max(Length)).Select(length => All.Where(skeleton => Length(skeleton) == length).ToArray())];

        static int Length(Skeleton skeleton) => skeleton.Utf8Name.Length;
    }

    /// <summary>The built-in layouts only.</summary>
    public static SkeletonCatalogue BuiltIn { get; } = new([]);

    /// <summary>The built-in layouts first, then the user's in their order.</summary>
    public ImmutableArray<Skeleton> All { get; }

    /// <summary>The built-in layouts and those of a <c>--layouts</c> file (docs/layouts.md).</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="ConfigurationException">The file can't be read or is invalid: lists all problems.</exception>
    public static SkeletonCatalogue Load(string path)
    {
        using var document = JsonProblems.Open(path);
        return new(LayoutsFile.Read(document.RootElement, path));
    }

    /// <summary>The built-in layouts and those of a stream with the content of a <c>--layouts</c> file.</summary>
    /// <param name="json">The JSON, read to its end.</param>
    /// <exception cref="ConfigurationException">The JSON is invalid: lists all problems.</exception>
    public static SkeletonCatalogue Load(Stream json)
    {
        using var document = JsonProblems.Open(json);
        return new(LayoutsFile.Read(document.RootElement, null));
    }

    /// <summary>The built-in layouts and those of a string with the content of a <c>--layouts</c> file.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="ConfigurationException">The JSON is invalid: lists all problems.</exception>
    public static SkeletonCatalogue Parse(string json)
    {
        using var document = JsonProblems.Parse(null, Encoding.UTF8.GetBytes(json));
        return new(LayoutsFile.Read(document.RootElement, null));
    }

    /// <summary>Finds a layout by its UTF-8 name. Allocates nothing: comparing the few names of its length is faster than hashing it.</summary>
    public bool TryGet(ReadOnlySpan<byte> utf8Name, [NotNullWhen(true)] out Skeleton? skeleton)
    {
        if (utf8Name.Length < _byLength.Length)
            foreach (var candidate in _byLength[utf8Name.Length])
                if (utf8Name.SequenceEqual(candidate.Utf8Name.AsSpan()))
                {
                    skeleton = candidate;
                    return true;
                }
        skeleton = null;
        return false;
    }

    /// <summary>Finds a layout by its exact name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Skeleton? skeleton)
    {
        foreach (var candidate in All)
            if (candidate.Name == name)
            {
                skeleton = candidate;
                return true;
            }
        skeleton = null;
        return false;
    }

    /// <summary>The layout that an option names.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    internal Skeleton Of(string option, string name) =>
        TryGet(name, out var skeleton) ? skeleton : throw new ConfigurationException($"{option} {name}: unknown layout; known are {string.Join(", ", All)}");

    /// <summary>The map from one layout to another; made once, then no allocation.</summary>
    public JointMap Map(Skeleton from, Skeleton to) =>
        _maps.TryGetValue((from, to), out var map) ? map : _maps.GetOrAdd((from, to), static pair => new JointMap(pair.From, pair.To));
}
