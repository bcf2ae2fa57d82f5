using System.Security.Cryptography;
using Google.Protobuf;
using Onnx;
using StreamLift.Lifter.Models;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Training.Export;

/// <summary>Replaces the card of a model file. The graph stays as it is, byte by byte; the file's hash, and with it the model's id, changes.</summary>
internal static class CardRewriter
{
    /// <summary>
    /// Changes a model's card, and in the same way that of its int8 and fp16 file beside it, which refer to the model by its hash.
    /// </summary>
    /// <param name="path">The fp32 model file.</param>
    /// <param name="change">Changes a card.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="ModelException">A file is not a model with a card, or its changed card is wrong. No file has been changed then.</exception>
    public static IReadOnlyList<string> Rewrite(string path, Func<ModelCard, ModelCard> change)
    {
        var model = WithCard(path, change, out var id);
        var hash = Convert.ToHexStringLower(SHA256.HashData(model));
        var written = new List<(string Path, byte[] File)> { (path, model) };
        foreach (var reduced in new[] { LifterModel.Int8Beside(path), LifterModel.Fp16Beside(path) }.Where(File.Exists))
            written.Add(
                (
                    reduced,
                    WithCard(
                        reduced,
                        card =>
                            change(card) with
                            {
                                Quantisation = card.Quantisation is { } origin
                                    ? origin with
                                    {
                                        Of = $"{id}@{hash[..12]}",
                                        OfSha256 = hash,
                                    }
                                    : throw new ModelException($"model {reduced}: its card does not say which model it was made from; make it with quantize"),
                            },
                        out _
                    )
                )
            );
        foreach (var (file, bytes) in written)
            File.WriteAllBytes(file, bytes);
        return [.. written.Select(file => file.Path)];
    }

    private static byte[] WithCard(string path, Func<ModelCard, ModelCard> change, out string name)
    {
        try
        {
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            var entry = model.MetadataProps.FirstOrDefault(entry => entry.Key == ModelCard.MetadataKey)
                ?? throw new ModelException($"model {path}: it has no card; StreamLift's models are written by 'streamlift train'");
            var card = change(ModelCard.Parse(entry.Value));
            if (card.Problems() is { Count: > 0 } problems)
                throw new ModelException($"model {path}: {string.Join("; ", problems)}");
            (entry.Value, name) = (card.ToJson(), card.Name);
            return model.ToByteArray();
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"model {path}: {e.Message}", e);
        }
    }
}
