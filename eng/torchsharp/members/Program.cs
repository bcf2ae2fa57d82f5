using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

// Prints every member of TorchSharp that a program refers to, with its exact signature: what the stand-in has to have, and what to
// look up when TorchSharp's version changes. Usage: members PROGRAM.dll [TORCHSHARP.dll: also says which of them it lacks; exit 1]
using var program = new PEReader(File.OpenRead(args[0]));
var metadata = program.GetMetadataReader();
var names = new SignatureNames(metadata);
var wanted = metadata.MemberReferences.Select(metadata.GetMemberReference)
    .Select(member => (Type: names.Parent(member.Parent), Member: metadata.GetString(member.Name), Signature: names.Signature(member)))
    .Where(member => member.Type.Scope == "TorchSharp")
    .Select(member => $"{member.Type.Name}.{member.Member}{member.Signature}")
    .Distinct().Order(StringComparer.Ordinal).ToList();
if (args.Length < 2)
{
    wanted.ForEach(Console.WriteLine);
    return 0;
}

using var library = new PEReader(File.OpenRead(args[1]));
var there = new SignatureNames(library.GetMetadataReader()).Defined().ToHashSet(StringComparer.Ordinal);
var lacking = wanted.Where(member => !there.Contains(member)).ToList();
lacking.ForEach(member => Console.WriteLine($"not there: {member}"));
Console.WriteLine($"{wanted.Count} members, {lacking.Count} not there");
return lacking.Count == 0 ? 0 : 1;

/// <summary>Types and signatures of an assembly's metadata as text: the same text for the same member on either side.</summary>
internal sealed class SignatureNames(MetadataReader metadata) : ISignatureTypeProvider<string, object?>
{
    public (string? Scope, string Name) Parent(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => Reference((TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => Generic(metadata.GetTypeSpecification((TypeSpecificationHandle)handle)),
        _ => (null, ""),
    };

    public string Signature(MemberReference member) => member.GetKind() == MemberReferenceKind.Method
        ? Method(member.DecodeMethodSignature(this, null))
        : " : " + member.DecodeFieldSignature(this, null);

    public IEnumerable<string> Defined()
    {
        foreach (var type in metadata.TypeDefinitions)
        {
            var name = GetTypeFromDefinition(metadata, type, 0);
            foreach (var method in metadata.GetTypeDefinition(type).GetMethods().Select(metadata.GetMethodDefinition))
                yield return $"{name}.{metadata.GetString(method.Name)}{Method(method.DecodeSignature(this, null))}";
            foreach (var field in metadata.GetTypeDefinition(type).GetFields().Select(metadata.GetFieldDefinition))
                yield return $"{name}.{metadata.GetString(field.Name)} : {field.DecodeSignature(this, null)}";
        }
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{GetTypeFromDefinition(reader, outer, 0)}/{name}"
            : reader.GetString(type.Namespace) is { Length: > 0 } space ? $"{space}.{name}" : name;
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Reference(handle).Name;

    public string GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public string GetGenericInstantiation(string type, ImmutableArray<string> arguments) => $"{type}<{string.Join(",", arguments)}>";

    public string GetGenericMethodParameter(object? context, int index) => $"!!{index}";

    public string GetGenericTypeParameter(object? context, int index) => $"!{index}";

    public string GetPrimitiveType(PrimitiveTypeCode code) => code.ToString();

    public string GetSZArrayType(string element) => $"{element}[]";

    public string GetArrayType(string element, ArrayShape shape) => $"{element}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string element) => $"{element}&";

    public string GetPointerType(string element) => $"{element}*";

    public string GetPinnedType(string element) => element;

    public string GetModifiedType(string modifier, string type, bool required) => type;

    public string GetFunctionPointerType(MethodSignature<string> signature) => $"method{Method(signature)}";

    private static string Method(MethodSignature<string> method) =>
        $"{(method.GenericParameterCount > 0 ? $"<{method.GenericParameterCount}>" : "")}({string.Join(", ", method.ParameterTypes)}) : {(method.Header.IsInstance ? "" : "static ")}{method.ReturnType}";

    private (string? Scope, string Name) Reference(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            var (scope, outer) = Reference((TypeReferenceHandle)type.ResolutionScope);
            return (scope, $"{outer}/{name}");
        }
        var space = metadata.GetString(type.Namespace);
        var assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) : null;
        return (assembly, space.Length > 0 ? $"{space}.{name}" : name);
    }

    // A member of a generic type is named by its definition, as the library defines it.
    private (string? Scope, string Name) Generic(TypeSpecification specification)
    {
        var blob = metadata.GetBlobReader(specification.Signature);
        if (blob.ReadByte() != (byte)SignatureTypeCode.GenericTypeInstance)
            return (null, "");
        blob.ReadByte();
        return Parent(blob.ReadTypeHandle());
    }
}
