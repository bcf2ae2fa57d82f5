using StreamLift.Wire;

namespace StreamLift.Lanes;

/// <summary>
/// A record that the service has made itself, as a producer would send it, for the warm-up. It is in no topic.
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Encoding">The value's encoding, as its content-type header says.</param>
public sealed record WarmUpRecord(byte[] Key, byte[] Value, WireEncoding Encoding);
