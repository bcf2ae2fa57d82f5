using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace StreamLift.OptionParsing;

/// <summary>An option that holds a number. It words its own errors: the library's name .NET's types.</summary>
internal sealed class NumberOption<T> : Option<T>
    where T : struct, INumber<T>, IMinMaxValue<T>
{
    public NumberOption(string name)
        : base(name) => CustomParser = result => OptionText.Parse<T>(result, name, TryParse, Problem) ?? default;

    // 1/2 is 0 among whole numbers
    private static bool IsWhole => T.IsZero(T.One / (T.One + T.One));

    /// <summary>The error of a text that is no such number.</summary>
    internal static string Problem =>
        !IsWhole ? "not a number"
        : T.IsZero(T.MinValue) ? $"not a whole number from 0 to {T.MaxValue}"
        : $"not a whole number up to {T.MaxValue}";

    internal static bool TryParse(string text, out T number) =>
        T.TryParse(text, IsWhole ? NumberStyles.Integer : NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}

/// <summary>An option that holds a number, or null where it is not given.</summary>
internal sealed class OptionalNumberOption<T> : Option<T?>
    where T : struct, INumber<T>, IMinMaxValue<T>
{
    public OptionalNumberOption(string name)
        : base(name) => CustomParser = result => OptionText.Parse<T>(result, name, NumberOption<T>.TryParse, NumberOption<T>.Problem);
}
