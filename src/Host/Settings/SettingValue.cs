using System.Globalization;
using StreamLift.Host.Commands;

namespace StreamLift.Host.Settings;

/// <summary>Reads a setting's text as the type of its property.</summary>
internal static class SettingValue
{
    /// <param name="key">The setting's path in the configuration.</param>
    /// <param name="text">Its value there.</param>
    /// <param name="type">The property's type.</param>
    /// <param name="value">The value read.</param>
    /// <returns>Null, or one line that names the setting by its flag where it has one, its value and the values it takes.</returns>
    public static string? Problem(string key, string text, Type type, out object? value)
    {
        value = null;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            if (text.Length == 0)
                return null;
            type = underlying;
        }

        var flag = RunOptions.FlagOf(key) ?? FuseOptions.FlagOf(key);
        if (type == typeof(string))
            value = text;
        else if (type == typeof(bool))
            return bool.TryParse(text, out var isSet) ? Read(isSet, out value) : $"{key} {text}: not true or false";
        else if (type == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                ? Read(number, out value)
                : $"{flag?.Name ?? key} {text}: not a whole number up to {int.MaxValue}";
        else if (type == typeof(double))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
                ? Read(real, out value)
                : $"{flag?.Name ?? key} {text}: not a number";
        else if (type == typeof(TimeSpan))
            // A flag takes a number of seconds or milliseconds: this text is from the file or the environment.
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? Read(time, out value) : $"{key} {text}: not a time such as 00:00:30";
        else if (type.IsEnum)
            // one-euro is OneEuro
            return
                Enum.TryParse(type, text.Any(char.IsLetter) ? text.Replace("-", "", StringComparison.Ordinal) : text, ignoreCase: true, out var choice)
                && Enum.IsDefined(type, choice)
                ? Read(choice, out value)
                : $"{flag?.Name ?? key} {text}: not one of {flag?.Values.Replace("|", ", ", StringComparison.Ordinal) ?? Names(type)}";
        else
            throw new NotSupportedException($"{key}: settings of type {type} are not supported");
        return null;
    }

    private static string Names(Type choices) => string.Join(", ", Enum.GetNames(choices));

    private static string? Read(object read, out object? value)
    {
        value = read;
        return null;
    }
}
