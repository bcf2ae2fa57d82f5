using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace StreamLift.Eng.Members;

/// <summary>Types as text: full names, nested ones behind a dot, generic parameters as !0 (of the type) and !!0 (of the method).</summary>
internal sealed class Names : ISignatureTypeProvider<string, object?>
{
    public static Names Instance { get; } = new();

    public static string Method(string name, MethodSignature<string> signature) =>
        $"{signature.ReturnType} {name}{(signature.GenericParameterCount > 0 ? $"<{signature.GenericParameterCount}>" : "")}({string.Join(", ", signature.ParameterTypes)})";

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var outer = type.ResolutionScope.Kind == HandleKind.TypeReference
            ? GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0) : reader.GetString(type.Namespace);
        return Join(outer, reader.GetString(type.Name));
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType() is { IsNil: false } declaring ? GetTypeFromDefinition(reader, declaring, 0) : reader.GetString(type.Namespace);
        return Join(outer, reader.GetString(type.Name));
    }

    private static string Join(string outer, string name) => outer.Length == 0 ? name : $"{outer}.{name}";

    public string GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public string GetPrimitiveType(PrimitiveTypeCode code) => code.ToString().ToLowerInvariant();
    public string GetSZArrayType(string element) => $"{element}[]";
    public string GetArrayType(string element, ArrayShape shape) => $"{element}[{new string(',', shape.Rank - 1)}]";
    public string GetByReferenceType(string element) => $"{element}&";
    public string GetPointerType(string element) => $"{element}*";
    public string GetPinnedType(string element) => element;
    public string GetModifiedType(string modifier, string unmodified, bool isRequired) => unmodified;
    public string GetFunctionPointerType(MethodSignature<string> signature) => Method("*", signature);
    public string GetGenericInstantiation(string type, ImmutableArray<string> arguments) => $"{type}<{string.Join(", ", arguments)}>";
    public string GetGenericTypeParameter(object? context, int index) => $"!{index}";
    public string GetGenericMethodParameter(object? context, int index) => $"!!{index}";
}
