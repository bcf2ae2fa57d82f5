using System.CommandLine;

namespace StreamLift.OptionParsing;

/// <summary>An option that holds one of an enumeration's names, in any case. It words its own errors: the library's name .NET's types.</summary>
internal sealed class ChoiceOption<T> : Option<T>
    where T : struct, Enum
{
    public ChoiceOption(string name)
        : base(name) => CustomParser = result => OptionText.Parse<T>(result, name, TryParse, Problem) ?? default;

    private static string Problem => "not one of " + string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();

    // a number would be taken as the place in the list
    private static bool TryParse(string text, out T choice) =>
        Enum.TryParse(text, ignoreCase: true, out choice) && Enum.IsDefined(choice) && char.IsAsciiLetter(text[0]);
}
