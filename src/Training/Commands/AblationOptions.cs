using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Shared;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimisation;
using StreamLift.Training.Recipes;

namespace StreamLift.Training.Commands;

/// <summary>The flags that take one thing out of a recipe or its network: the paper's ablations, and what else there is to try.</summary>
internal sealed class AblationOptions
{
    private readonly Option<bool> _batchNorm = Flag("--no-batch-norm", "Layers have a bias instead");
    private readonly Option<bool> _residual = Flag("--no-residual", "Without the links past each block");
    private readonly Option<bool> _maxNorm = Flag("--no-max-norm", "Weights are free");
    private readonly Option<bool> _noDropout = Flag("--no-dropout", "Every unit takes part in every step");
    private readonly Option<bool> _sigma = Flag("--no-sigma", "Without each joint's spread beside the pose");
    private readonly Option<bool> _virtual = Flag("--no-virtual-cameras", "Only the recording's own cameras, as often in all");

    private readonly Option<float?> _dropout = new OptionalNumberOption<float>("--dropout")
    {
        Description = "The share of units left out of a step; default: the recipe's",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description =
            $"NAME=VALUE, one of the recipe's numbers: "
            + $"{string.Join("; ", RecipeNumber.All.Select(number => $"{number.Name} ({number.Says}; fast: {InFast(number)})"))}",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    public AblationOptions()
    {
        _dropout.Validators.Add(result =>
        {
            if (result.Number<float>() is not (null or (>= 0 and < 1)))
                result.AddError("--dropout must be from 0 to below 1");
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
    /// The recipe and the network as they were asked for, and what was changed in words, teachers and what it begins with by their files' hashes.
    /// </summary>
    /// <exception cref="ModelException">Such a file can't be read.</exception>
    public (Recipe Recipe, NetworkShape Shape, string InWords) Apply(ParseResult parsed, string[] teachers, string? pruned, Recipe recipe, NetworkShape shape)
    {
        var words = new List<string>();
        bool Asked(Option<bool> flag)
        {
            if (parsed.GetValue(flag))
                words.Add(flag.Name[2..].Replace('-', ' '));
            return parsed.GetValue(flag);
        }

        var dropout = Asked(_noDropout) ? 0 : parsed.GetValue(_dropout);
        if (dropout > 0)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"dropout {dropout}"));
        shape = shape with { BatchNorm = !Asked(_batchNorm), Residual = !Asked(_residual), Sigma = !Asked(_sigma) };
        recipe = recipe with { Dropout = dropout ?? recipe.Dropout, MaxNorm = Asked(_maxNorm) ? MaxNorm.None : recipe.MaxNorm };
        if (Asked(_virtual))
            recipe = recipe with { Mix = recipe.Mix.WithoutVirtual() };
        foreach (var asked in parsed.GetValue(_set) ?? [])
        {
            var (number, value, _) = Number(asked);
            recipe = number!.With(recipe, value);
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{number.Name} {value}"));
        }
        if (recipe.Mix.Views == 0)
            throw new ConfigurationException("--set recorded=0 with virtual=0: a frame is seen by no camera");
        if (pruned is not null && !File.Exists(pruned))
            throw new ConfigurationException($"--prune {pruned}: there is no such file");
        if (pruned is not null)
            words.Add($"begun as what does most in {Named(pruned)}");
        if (teachers.Length > 0)
            words.Add($"taught by {string.Join(" + ", teachers.Select(Named))} and what {(teachers.Length > 1 ? "they make" : "it makes")} of mirror images");
        return (recipe, shape, string.Join(", ", words));
    }

    private static string Named(string path) => $"{Path.GetFileNameWithoutExtension(path)}@{LifterModel.Hash(path)[..12]}";

    private static (RecipeNumber? Number, float Value, string? Problem) Number(string asked)
    {
        var parts = asked.Split('=', 2);
        if (RecipeNumber.All.FirstOrDefault(known => known.Name == parts[0]) is not { } number)
            return (null, 0, $"the recipe's numbers are {string.Join(", ", RecipeNumber.All.Select(known => known.Name))}");
        return parts.Length == 2 && float.TryParse(parts[1], CultureInfo.InvariantCulture, out var value) && number.Takes(value)
            ? (number, value, null)
            : (
                number,
                0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{number.Name}=VALUE takes a {(number.IsWhole ? "whole " : "")}number from {number.Least} to {number.Most}"
                )
            );
    }

    private static string InFast(RecipeNumber number) => number.Of(Recipe.Fast).ToString(CultureInfo.InvariantCulture);

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };
}
