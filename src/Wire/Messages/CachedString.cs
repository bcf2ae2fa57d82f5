using System.Text;

namespace StreamLift.Wire.Messages;

/// <summary>A string that is the same in nearly every message: it is made from its bytes only when they change.</summary>
internal sealed class CachedString
{
    private string _last = "";
    private byte[] _bytes = [];

    public string Value { get; private set; } = "";

    public void Clear() => Value = "";

    public void Set(ReadOnlySpan<byte> utf8) => Value = Get(utf8);

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(_bytes))
            (_bytes, _last) = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return _last;
    }
}
