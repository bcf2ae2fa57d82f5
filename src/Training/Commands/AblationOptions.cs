using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.OptionParsing;
using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;

namespace StreamLift.Training.Commands;

/// <summary>The options of <c>train</c> that change a recipe or the network: the ablations of the paper and more.</summary>
internal sealed class AblationOptions
{
    private readonly Option<bool> _batchNorm = Flag("--no-batch-norm", "Use layers with a bias instead of batch norm");
    private readonly Option<bool> _residual = Flag("--no-residual", "Use blocks without residual connections");
    private readonly Option<bool> _maxNorm = Flag("--no-max-norm", "Don't constrain the norm of the weights");
    private readonly Option<bool> _noDropout = Flag("--no-dropout", "Train without dropout");
    private readonly Option<bool> _sigma = Flag("--no-sigma", "Don't predict the standard deviation (sigma) of each joint");
    private readonly Option<bool> _virtual = Flag("--no-virtual-cameras", "Use the same number of views, but only of the recorded cameras");

    private readonly Option<float?> _dropout = new OptionalNumberOption<float>("--dropout") { Description = "Dropout probability. Default: the recipe's" };

    private readonly Option<string[]> _set = new("--set")
    {
        Description =
            $"Change a hyperparameter of the recipe: "
            + $"{string.Join("; ", Hyperparameter.All.Select(number => $"{number.Name} ({number.Description}; fast: {InFast(number)})"))}",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    public AblationOptions()
    {
        _dropout.Validators.Add(result =>
        {
            if (result.Number<float>() is not (null or (>= 0 and < 1)))
                result.AddError("--dropout must be at least 0 and less than 1");
        });
        _set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (Number(token.Value) is (_, _, { } problem))
                    result.AddError($"--set {token.Value}: {problem}");
        });
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _set, _dropout, _noDropout, _batchNorm, _residual, _maxNorm, _virtual, _sigma })
            command.Options.Add(option);
    }

    /// <summary>
    /// Applies the options to a recipe and a network shape. It also describes the changes in words; teachers and the pruned checkpoint are identified
    /// by the hashes of their files.
    /// </summary>
    /// <exception cref="ModelException">A teacher or checkpoint file can't be read.</exception>
    public (Recipe Recipe, NetworkShape Shape, string InWords) Apply(
        ParseResult parsed,
        string[] teachers,
        string? pruned,
        string? started,
        Recipe recipe,
        NetworkShape shape
    )
    {
        var changes = new List<string>();
        bool IsSet(Option<bool> flag)
        {
            if (parsed.GetValue(flag))
                changes.Add(flag.Name[2..].Replace('-', ' '));
            return parsed.GetValue(flag);
        }

        var dropout = IsSet(_noDropout) ? 0 : parsed.GetValue(_dropout);
        if (dropout > 0)
            changes.Add(string.Create(CultureInfo.InvariantCulture, $"dropout {dropout}"));
        shape = shape with { BatchNorm = !IsSet(_batchNorm), Residual = !IsSet(_residual), Sigma = !IsSet(_sigma) };
        recipe = recipe with { Dropout = dropout ?? recipe.Dropout, MaxNorm = IsSet(_maxNorm) ? MaxNorm.None : recipe.MaxNorm };
        if (IsSet(_virtual))
            recipe = recipe with { Augmentation = recipe.Augmentation.WithoutVirtual() };
        foreach (var setting in parsed.GetValue(_set) ?? [])
        {
            var (number, value, _) = Number(setting);
            recipe = number!.Set(recipe, value);
            changes.Add(string.Create(CultureInfo.InvariantCulture, $"{number.Name} {value}"));
        }
        if (recipe.Augmentation.Views == 0)
            throw new ConfigurationException("--set recorded=0 and virtual=0 leave no views to train on");
        if (pruned is not null && !File.Exists(pruned))
            throw new ConfigurationException($"--prune {pruned}: the file does not exist");
        if (pruned is not null)
            changes.Add($"pruned from {Named(pruned)}");
        if (pruned is not null && started is not null)
            throw new ConfigurationException("--start can't be combined with --prune: both say what the network begins as; give one of them");
        if (started is not null)
            changes.Add($"started from {Named(started)}");
        if (teachers.Length > 0)
            changes.Add($"distilled from {string.Join(" + ", teachers.Select(Named))} with mirrored views");
        return (recipe, shape, string.Join(", ", changes));
    }

    private static string Named(string path) => $"{Path.GetFileNameWithoutExtension(path)}@{LifterModel.Hash(path)[..12]}";

    private static (Hyperparameter? Number, float Value, string? Problem) Number(string setting)
    {
        var parts = setting.Split('=', 2);
        if (Hyperparameter.All.FirstOrDefault(known => known.Name == parts[0]) is not { } number)
            return (null, 0, $"unknown hyperparameter; known are {string.Join(", ", Hyperparameter.All.Select(known => known.Name))}");
        return parts.Length == 2 && float.TryParse(parts[1], CultureInfo.InvariantCulture, out var value) && number.Accepts(value)
            ? (number, value, null)
            : (
                number,
                0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{number.Name} must be {(number.IsInteger ? "an integer" : "a number")} from {number.Min} to {number.Max}"
                )
            );
    }

    private static string InFast(Hyperparameter number) => number.Get(Recipe.Fast).ToString(CultureInfo.InvariantCulture);

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };
}
