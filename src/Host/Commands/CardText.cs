using System.Globalization;
using StreamLift.Lifter;

namespace StreamLift.Host.Commands;

/// <summary>A model's card for a person to read.</summary>
internal static class CardText
{
    public static string Of(LifterModel model)
    {
        var card = model.Card;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {model.Id}
              input     {card.InputLayout}, features {card.Features.Name} {card.Features.Version}, trained at {card.ImageSize[0]}x{card.ImageSize[1]} px; at least {card.MinimumJoints} joints seen{(model.Features.NeedsCamera ? "; takes each stream's camera" : "")}
              output    {card.Joints.Count} joints, {card.Unit}, {card.Space}
              errors    {card.Errors.Protocol1:F1} / {card.Errors.Protocol2:F1} mm (protocol 1 / 2) on {card.Errors.On}
              data      {card.Data}
              licence   {card.Licence}
              recipe    {card.Recipe}
              command   {card.Command}
              created   {card.Created:yyyy-MM-dd}
            """);
    }
}
