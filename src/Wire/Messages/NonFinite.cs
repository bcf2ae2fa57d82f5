using System.Numerics;

namespace StreamLift.Wire.Messages;

/// <summary>Finds NaN and infinity.</summary>
internal static class NonFinite
{
    /// <summary>The index of the first number that is not finite; -1 when all are finite.</summary>
    public static int IndexIn(ReadOnlySpan<float> numbers)
    {
        // A finite number times 0 is 0, any other number times 0 is NaN, and a sum with NaN is NaN: one vectorised pass decides.
        var sum = Vector<float>.Zero;
        var at = 0;
        for (; at <= numbers.Length - Vector<float>.Count; at += Vector<float>.Count)
            sum += new Vector<float>(numbers[at..]) * Vector<float>.Zero;
        var rest = Vector.Sum(sum);
        for (; at < numbers.Length; at++)
            rest += numbers[at] * 0;
        if (!float.IsNaN(rest))
            return -1;
        at = 0;
        while (float.IsFinite(numbers[at]))
            at++;
        return at;
    }
}
