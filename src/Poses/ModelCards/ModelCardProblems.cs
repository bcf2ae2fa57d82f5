using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.ModelCards;

/// <summary>Checks that a card can be served, independent of the model's graph.</summary>
internal static class ModelCardProblems
{
    public static List<string> Of(ModelCard card)
    {
        var problems = new List<string>();
        void Check(bool sound, string problem)
        {
            if (!sound)
                problems.Add(problem);
        }

        Check(card.Format == 1, $"format {card.Format} is not known: this version reads 1");
        Check(card.Name.Length > 0 && !card.Name.Any(c => char.IsControl(c) || c == '@'), "name is empty or has a control character or @ in it");
        Check(card.Joints.SequenceEqual(Skeletons.H36m17.Joints), $"joints must be those of {Skeletons.H36m17.Name} in order");
        Check(card.Unit == "mm", $"unit {card.Unit}: only mm is known");
        Check(card.Space == "camera", $"space {card.Space}: only camera is known");
        Check(card.Precision is "fp32" or "fp16" or "int8", $"precision {card.Precision}: only fp32, fp16 and int8 are known");
        Check(card.Precision == "fp32" == card.Quantisation is null, "quantisation must be there for fp16 and int8, and only for them");
        Check(card.Weights is null || card.Precision == "fp32", "weights must be there for fp32 only");
        Check(card.Weights?.Stored is null or CardWeights.Fp16, $"weights stored as {card.Weights?.Stored}: only fp16 is known");
        Check(card.ImageSize is [> 0, > 0], "imageSize must be width and height, px, above 0");
        var features = FeatureCatalogue.Find(card.Features);
        Check(
            features is not null,
            $"features {card.Features.Name} version {card.Features.Version} are not known to this version (known: {FeatureCatalogue.Known})"
        );
        if (!SkeletonCatalogue.BuiltIn.TryGet(card.InputLayout, out var input))
        {
            problems.Add($"inputLayout {card.InputLayout} is no built-in layout");
            return problems;
        }
        var width = (features?.NumbersPerJoint ?? 2) * input.Count;
        Check(card.MissingFill.Length == width, $"missingFill must have {width} numbers for {input.Name}, not {card.MissingFill.Length}");
        Check(card.MissingFill.All(float.IsFinite), "missingFill has a number that is not finite");
        Check(card.MinimumJoints >= 1 && card.MinimumJoints <= input.Count, $"minimumJoints must be 1 to {input.Count}, not {card.MinimumJoints}");
        foreach (var group in card.RequiredJoints ?? [])
            Check(
                group?.Count > 0 && group.All(input.Joints.Contains),
                $"requiredJoints must be lists of joints of {input.Name}, each with at least one: [{string.Join(", ", group ?? [])}] is not"
            );
        Check(
            card.Canary.Input.Length > 0 && card.Canary.Input.Length == card.Canary.Output.Length,
            "canary must have as many rows of output as of input, at least 1"
        );
        Check(card.Canary.Tolerance is > 0 and < 1000, $"canary's tolerance must be above 0 mm, not {card.Canary.Tolerance}");
        Check(card.Canary.Input.All(row => row?.Length == width), $"canary's input rows must have {width} numbers");
        Check(card.Canary.Output.All(row => row?.Length == 3 * card.Joints.Count), $"canary's output rows must have {3 * card.Joints.Count} numbers");
        Check(
            card.Canary.Sigma is null
                || (
                    card.Sigma is not null
                    && card.Canary.Sigma.Length <= card.Canary.Input.Length
                    && card.Canary.Sigma.All(row => row?.Length == card.Joints.Count)
                ),
            $"canary's sigmas must be rows of {card.Joints.Count} numbers, no more than of input, of a model that gives them"
        );
        return problems;
    }
}
