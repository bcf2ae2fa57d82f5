using System.CommandLine;
using StreamLift.OptionParsing;

namespace StreamLift.Training.Commands;

/// <summary>An option for a whole number of 1 or more.</summary>
internal static class PositiveOption
{
    public static Option<int?> Create(string name, string description, int? byDefault)
    {
        var option = new OptionalNumberOption<int>(name) { Description = description };
        if (byDefault is not null)
            option.DefaultValueFactory = _ => byDefault;
        option.Validators.Add(result =>
        {
            if (result.Number<int>() <= 0)
                result.AddError($"{name} must be 1 or more");
        });
        return option;
    }
}
