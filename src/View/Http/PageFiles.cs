using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace StreamLift.View.Http;

/// <summary>The files of the page, which are in this assembly.</summary>
internal static class PageFiles
{
    private const string Prefix = "Page/";
    private const string Start = "index.html";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".glb"] = "model/gltf-binary",
        [".wasm"] = "application/wasm",
    };

    private static readonly Dictionary<string, PageFile> Files = Load();

    /// <summary>The addresses of all files.</summary>
    public static IEnumerable<string> Addresses => Files.Keys;

    /// <summary>Answers a request for a file: 404 where there is none of its address, 405 for another method than GET and HEAD.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.Path.Value is null or "" or "/" ? Start : request.Path.Value[1..];
        if (!Files.TryGetValue(path, out var file))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            (response.StatusCode, response.Headers.Allow) = (StatusCodes.Status405MethodNotAllowed, "GET, HEAD");
            return;
        }

        // a newer server has a newer page: the browser asks each time, and is told where nothing has changed
        (response.Headers.ETag, response.Headers.CacheControl) = (file.Tag, "no-cache");
        if (request.Headers.IfNoneMatch == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        (response.ContentType, response.ContentLength) = (file.Type, file.Content.Length);
        if (HttpMethods.IsGet(request.Method))
            await response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private static Dictionary<string, PageFile> Load()
    {
        var assembly = typeof(PageFiles).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(
                name => name[Prefix.Length..],
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    var content = new byte[stream.Length];
                    stream.ReadExactly(content);
                    var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"";
                    return new PageFile(content, Types.GetValueOrDefault(Path.GetExtension(name), "text/plain; charset=utf-8"), tag);
                },
                StringComparer.Ordinal
            );
    }

    private sealed record PageFile(byte[] Content, string Type, string Tag);
}
