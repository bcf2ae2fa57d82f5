using System.Text;

namespace StreamLift.Wire.Reading;

/// <summary>A text that is the same in nearly every message: it becomes a string only when it changes.</summary>
internal sealed class CachedString
{
    private string _last = "";
    private byte[] _bytes = [];

    public string Value { get; private set; } = "";

    public void Clear() => Value = "";

    public void Set(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(_bytes))
            (_bytes, _last) = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        Value = _last;
    }
}
