using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Models;

/// <summary>Reads the model card from the metadata of an ONNX file and checks that this program can serve the model.</summary>
internal static class CardReader
{
    /// <summary>Reads and checks the card.</summary>
    /// <exception cref="ModelException">The card is missing or unreadable, or it does not match the graph or this program.</exception>
    public static ModelCard Read(InferenceSession session, string path)
    {
        if (!session.ModelMetadata.CustomMetadataMap.TryGetValue(ModelCard.MetadataKey, out var json))
            throw new ModelException($"model {path}: its metadata has no '{ModelCard.MetadataKey}'; StreamLift serves models written by 'streamlift train'");
        ModelCard card;
        try
        {
            card = ModelCard.Parse(json);
        }
        catch (FormatException e)
        {
            throw new ModelException($"model {path}: its card cannot be read: {e.Message}", e);
        }

        var problems = card.Problems().Concat(Mismatches(session, card)).ToList();
        return problems.Count == 0 ? card : throw new ModelException($"model {path}: {string.Join("; ", problems)}");
    }

    private static IEnumerable<string> Mismatches(InferenceSession session, ModelCard card)
    {
        if (!SkeletonCatalogue.BuiltIn.TryGet(card.InputLayout, out var layout))
            yield return $"input layout '{card.InputLayout}' is not a built-in layout";
        else if (FeatureCatalogue.Find(card.Features) is { } features && card.MissingFill.Length != features.NumbersPerJoint * layout.Count)
            yield return $"missingFill has {card.MissingFill.Length} numbers, and {layout.Name} needs {features.NumbersPerJoint * layout.Count}";
        if (!card.Joints.SequenceEqual(Skeletons.H36m17.Joints))
            yield return "its output joints are not the joints of h36m17";
        foreach (var problem in ShapeProblems("input", session.InputMetadata, card.MissingFill.Length).Concat(OutputProblems(session, card)))
            yield return problem;
    }

    // The first output is the pose. If the card declares sigmas, the second output has them.
    private static IEnumerable<string> OutputProblems(InferenceSession session, ModelCard card)
    {
        var outputs = session.OutputMetadata.ToDictionary();
        if (card.Sigma is not null)
        {
            if (!outputs.Remove(CardSigma.OutputName, out var sigma))
                yield return $"its card declares sigmas, but the graph has no output '{CardSigma.OutputName}'";
            else if (session.OutputNames[0] == CardSigma.OutputName)
                yield return $"output '{CardSigma.OutputName}' comes before the pose";
            else if (ShapeProblem("output", CardSigma.OutputName, sigma, LiftBatch.SigmaWidth) is { } problem)
                yield return problem;
        }

        foreach (var problem in ShapeProblems("output", outputs, LiftBatch.PoseWidth))
            yield return problem;
    }

    private static IEnumerable<string> ShapeProblems(string kind, IReadOnlyDictionary<string, NodeMetadata> nodes, int width)
    {
        if (nodes.Count != 1)
        {
            yield return $"the graph has {nodes.Count} {kind}s, not 1";
            yield break;
        }

        var (name, node) = nodes.First();
        if (ShapeProblem(kind, name, node, width) is { } problem)
            yield return problem;
    }

    private static string? ShapeProblem(string kind, string name, NodeMetadata node, int width) =>
        node.ElementType != typeof(float) || node.Dimensions.Length != 2 || node.Dimensions[0] >= 0 || node.Dimensions[1] != width
            ? $"{kind} '{name}' is [{string.Join(", ", node.Dimensions)}] of {node.ElementType.Name}, not [any, {width}] of Single"
            : null;
}
