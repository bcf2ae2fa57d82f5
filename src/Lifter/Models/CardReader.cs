using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Models;

/// <summary>Reads a model's card from its metadata and checks that this program can serve the model.</summary>
internal static class CardReader
{
    /// <exception cref="ModelException">No card, a card that can't be read, or one that the graph or this program doesn't fit.</exception>
    public static ModelCard Read(InferenceSession session, string path)
    {
        if (!session.ModelMetadata.CustomMetadataMap.TryGetValue(ModelCard.MetadataKey, out var json))
            throw new ModelException($"model {path}: no '{ModelCard.MetadataKey}' in its metadata; StreamLift serves models written by 'streamlift train'");
        ModelCard card;
        try
        {
            card = ModelCard.Parse(json);
        }
        catch (FormatException e)
        {
            throw new ModelException($"model {path}: its card can't be read: {e.Message}", e);
        }

        var problems = card.Problems().Concat(Misfits(session, card)).ToList();
        return problems.Count == 0 ? card : throw new ModelException($"model {path}: {string.Join("; ", problems)}");
    }

    private static IEnumerable<string> Misfits(InferenceSession session, ModelCard card)
    {
        if (!SkeletonCatalogue.BuiltIn.TryGet(card.InputLayout, out var layout))
            yield return $"input layout '{card.InputLayout}' is not a built-in layout";
        else if (card.MissingFill.Length != 2 * layout.Count)
            yield return $"missingFill has {card.MissingFill.Length} numbers where {layout.Name} needs {2 * layout.Count}";
        if (!card.Joints.SequenceEqual(Skeletons.H36m17.Joints))
            yield return "its output joints are not those of h36m17";
        foreach (var problem in Shape("input", session.InputMetadata, card.MissingFill.Length).Concat(Outputs(session, card)))
            yield return problem;
    }

    // The pose, and beside it the sigmas where the card promises them.
    private static IEnumerable<string> Outputs(InferenceSession session, ModelCard card)
    {
        var outputs = session.OutputMetadata.ToDictionary();
        if (card.Sigma is not null)
        {
            if (!outputs.Remove(CardSigma.OutputName, out var sigma))
                yield return $"its card promises sigmas, the graph has no output '{CardSigma.OutputName}'";
            else if (session.OutputNames[0] == CardSigma.OutputName)
                yield return $"output '{CardSigma.OutputName}' comes before the pose";
            else if (Misshapen("output", CardSigma.OutputName, sigma, LiftBatch.SigmaWidth) is { } problem)
                yield return problem;
        }

        foreach (var problem in Shape("output", outputs, LiftBatch.PoseWidth))
            yield return problem;
    }

    private static IEnumerable<string> Shape(string what, IReadOnlyDictionary<string, NodeMetadata> nodes, int width)
    {
        if (nodes.Count != 1)
        {
            yield return $"the graph has {nodes.Count} {what}s, not 1";
            yield break;
        }

        var (name, node) = nodes.First();
        if (Misshapen(what, name, node, width) is { } problem)
            yield return problem;
    }

    private static string? Misshapen(string what, string name, NodeMetadata node, int width) =>
        node.ElementType != typeof(float) || node.Dimensions.Length != 2 || node.Dimensions[0] >= 0 || node.Dimensions[1] != width
            ? $"{what} '{name}' is [{string.Join(", ", node.Dimensions)}] of {node.ElementType.Name}, not [any, {width}] of Single"
            : null;
}
