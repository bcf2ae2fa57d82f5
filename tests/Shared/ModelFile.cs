using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace StreamLift.Tests;

/// <summary>The model that is served by default, and others made of it. In Protobuf what is appended to a message is merged into it: of a single field the last counts.</summary>
internal static class ModelFile
{
    public static string Default => Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx");

    /// <summary>The same network with another hash: ModelProto's doc_string is the note.</summary>
    public static byte[] Noted(string note) => [.. File.ReadAllBytes(Default), .. Field(6, Encoding.UTF8.GetBytes(note))];

    /// <summary>The same network with a changed card: the last of two entries in the metadata with the same key counts.</summary>
    public static byte[] WithCard(Func<string, string> change) => WithCard(File.ReadAllBytes(Default), change);

    /// <summary>The same network, giving poses alone, with a card that promises no more.</summary>
    public static byte[] WithoutSigma() => WithCard(Copy(File.ReadAllBytes(Default), (field, content) => field == 7 ? Copy(content, WithoutSigma) : content.ToArray()), card =>
    {
        var json = JsonNode.Parse(card)!.AsObject();
        json.Remove("sigma");
        json["canary"]!.AsObject().Remove("sigma");
        return json.ToJsonString();
    });

    private static byte[] WithCard(byte[] bytes, Func<string, string> change)
    {
        var key = "streamlift.card"u8;
        var at = bytes.AsSpan().LastIndexOf(key) + key.Length + 1;
        var length = (int)Varint(bytes, ref at);
        var card = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes, at, length)));
        return [.. bytes, .. Field(14, [.. Field(1, key), .. Field(2, card)])];
    }

    /// <summary>The same network with a second output: each joint's sigma is a tenth of its distance from the hip along z, so a test knows it from the pose.</summary>
    public static byte[] WithSigma()
    {
        var weights = new float[51 * 17];
        for (var joint = 0; joint < 17; joint++)
            weights[(((3 * joint) + 2) * 17) + joint] = 0.1f;
        byte[] tensor = [.. Field(1, 51), .. Field(1, 17), .. Field(2, 1), .. Field(8, "tenth"u8), .. Field(9, MemoryMarshal.AsBytes(weights.AsSpan()))];
        byte[] gemm = [.. Field(1, "pose"u8), .. Field(1, "tenth"u8), .. Field(2, "signed"u8), .. Field(4, "Gemm"u8)];
        byte[] abs = [.. Field(1, "signed"u8), .. Field(2, "sigma"u8), .. Field(4, "Abs"u8)];
        byte[] shape = [.. Field(1, Field(2, "n"u8)), .. Field(1, Field(1, 17))];
        byte[] output = [.. Field(1, "sigma"u8), .. Field(2, Field(1, [.. Field(1, 1), .. Field(2, shape)]))];
        byte[] graph = [.. Field(1, gemm), .. Field(1, abs), .. Field(5, tensor), .. Field(12, output)];
        var promising = WithCard(WithoutSigma(), card => card.Insert(1, "\"sigma\":{\"meaning\":\"mm\",\"calibration\":\"none\"},"));
        return [.. promising, .. Field(7, graph)];
    }

    // a graph's field; null for the node that gives sigmas and the output of that name
    private static byte[]? WithoutSigma(int field, ReadOnlySpan<byte> content) =>
        (field == 1 && content.IndexOf([.. Field(2, "sigma"u8)]) >= 0) || (field == 12 && content.IndexOf([.. Field(1, "sigma"u8)]) >= 0) ? null : content.ToArray();

    // a message whose fields of bytes are changed, or left out where that gives null
    private static byte[] Copy(ReadOnlySpan<byte> message, Func<int, ReadOnlySpan<byte>, byte[]?> change)
    {
        var copy = new List<byte>();
        for (var at = 0; at < message.Length;)
        {
            var tag = (int)Varint(message, ref at);
            if (tag % 8 == 0)
            {
                copy.AddRange(Field(tag / 8, Varint(message, ref at)));
                continue;
            }

            var length = tag % 8 == 2 ? (int)Varint(message, ref at) : throw new NotSupportedException($"wire type {tag % 8}");
            if (change(tag / 8, message.Slice(at, length)) is { } content)
                copy.AddRange(Field(tag / 8, content));
            at += length;
        }

        return [.. copy];
    }

    private static long Varint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            value |= (long)(message[at] & 0x7f) << shift;
            if (message[at++] < 0x80) return value;
        }
    }

    /// <summary>A field of bytes, text or a message.</summary>
    public static byte[] Field(int number, ReadOnlySpan<byte> content) => [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    /// <summary>A field that is a number.</summary>
    public static byte[] Field(int number, long value) => [.. Varint(number << 3), .. Varint(value)];

    private static List<byte> Varint(long value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7f; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }
}
