using System.Numerics;

namespace StreamLift.Detectors;

/// <summary>The formats whose own members a body has.</summary>
internal readonly struct FormatCandidates(int bits)
{
    private const int OwnBit = 1 << 30;
    private readonly int _bits = bits;

    /// <summary>StreamLift's own messages, which have members that no detector writes.</summary>
    public static FormatCandidates Own => new(OwnBit);

    public bool IsNone => _bits == 0;

    public static FormatCandidates Of(DetectorFormat format) => new(1 << (int)format);

    public static FormatCandidates operator |(FormatCandidates some, FormatCandidates others) => new(some._bits | others._bits);

    /// <summary>The format, if the body has the members of one only.</summary>
    /// <param name="format">The format.</param>
    /// <param name="looksLike">Its name; all names when there are several; empty when there is none, and for StreamLift's own message.</param>
    public bool TryGetSingle(out DetectorFormat format, out string looksLike)
    {
        format = (DetectorFormat)BitOperations.TrailingZeroCount(_bits & ~OwnBit);
        var bits = _bits;
        var names = Enum.GetValues<DetectorFormat>().Where(one => (bits & (1 << (int)one)) != 0).Select(DetectorFormatNames.Of).ToList();
        if ((_bits & OwnBit) != 0 && names.Count > 0)
            names.Insert(0, DetectorFormatNames.Own);
        looksLike = names.Count > 1 ? $"both {string.Join(" and ", names)}" : string.Concat(names);
        return names.Count == 1;
    }
}
