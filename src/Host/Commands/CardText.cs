using System.Globalization;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Host.Commands;

/// <summary>A model's card as text.</summary>
internal static class CardText
{
    public static string Of(LifterModel model)
    {
        var card = model.Card;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {model.Id}
              input     {card.InputLayout}, features {card.Features.Name} {card.Features.Version}, trained at {card.ImageSize[0]}x{card.ImageSize[
                1
            ]} px; at least {card.MinimumJoints} joints seen{Required(card)}{(model.Features.NeedsCamera ? "; takes each stream's camera" : "")}
              output    {card.Joints.Count} joints, {card.Unit}, {card.Space}
              sigma     {Sigma(card.Sigma)}
              precision {card.Precision}{Cost(card)}{Stored(card)}
              errors    {card.Errors.Protocol1:F1} / {card.Errors.Protocol2:F1} mm (protocol 1 / 2) on {card.Errors.On}
              data      {card.Data}
              licence   {card.Licence}
              recipe    {card.Recipe}
              command   {card.Command}
              created   {card.Created:yyyy-MM-dd}
            """
        );
    }

    private static string Required(ModelCard card) =>
        string.Concat(
            (card.RequiredJoints ?? []).Select(group => $", one of {string.Join(", ", group.SkipLast(1))}{(group.Count > 1 ? " or " : "")}{group[^1]}")
        );

    private static string Sigma(CardSigma? sigma) =>
        sigma is null ? "none" : $"{sigma.Meaning}; {sigma.Calibration}{Covers(sigma.Calibrated)}{Covers(sigma.Test)}";

    private static string Covers(SigmaCoverage? coverage) =>
        coverage is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"; {coverage.Within1:F1} / {coverage.Within2:F1} % of coordinates within 1 / 2 sigma on {coverage.On}"
            );

    private static string Stored(ModelCard card) =>
        card.Weights is not { } weights
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; weights stored in {weights.Stored} ({weights.Cost(card.Errors):+0.00;-0.00} mm)");

    private static string Cost(ModelCard card) =>
        card.Quantisation is not { } quantisation
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $", made of {quantisation.Of} ({quantisation.Errors.Protocol1:F2} / {quantisation.Errors.Protocol2:F2} mm; "
                    + $"{quantisation.Cost(card.Errors):+0.00;-0.00} mm, {quantisation.Allowed} allowed); calibrated on {quantisation.Calibration}"
            );
}
