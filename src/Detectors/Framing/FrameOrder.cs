namespace StreamLift.Detectors.Framing;

/// <summary>Orders what a body has for its frames by their number, and keeps the body's order within a frame.</summary>
internal sealed class FrameOrder
{
    private readonly List<(long Number, int Node)> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Adds an entry.</summary>
    /// <param name="number">The frame's number.</param>
    /// <param name="node">The place of the value in the body, which grows from entry to entry.</param>
    public void Add(long number, int node) => _entries.Add((number, node));

    public void Sort() => _entries.Sort();

    public long Number(int index) => _entries[index].Number;

    public int Node(int index) => _entries[index].Node;
}
