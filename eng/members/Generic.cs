using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace StreamLift.Eng.Members;

/// <summary>The open type behind an instantiation such as <c>Module&lt;Tensor, Tensor&gt;</c>; null for anything else.</summary>
internal sealed class Generic : ISignatureTypeProvider<TypeReferenceHandle?, object?>
{
    public static Generic Instance { get; } = new();

    public TypeReferenceHandle? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => handle;
    public TypeReferenceHandle? GetGenericInstantiation(TypeReferenceHandle? type, ImmutableArray<TypeReferenceHandle?> arguments) => type;

    public TypeReferenceHandle? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => null;
    public TypeReferenceHandle? GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) => null;
    public TypeReferenceHandle? GetPrimitiveType(PrimitiveTypeCode code) => null;
    public TypeReferenceHandle? GetSZArrayType(TypeReferenceHandle? element) => null;
    public TypeReferenceHandle? GetArrayType(TypeReferenceHandle? element, ArrayShape shape) => null;
    public TypeReferenceHandle? GetByReferenceType(TypeReferenceHandle? element) => null;
    public TypeReferenceHandle? GetPointerType(TypeReferenceHandle? element) => null;
    public TypeReferenceHandle? GetPinnedType(TypeReferenceHandle? element) => null;
    public TypeReferenceHandle? GetModifiedType(TypeReferenceHandle? modifier, TypeReferenceHandle? unmodified, bool isRequired) => unmodified;
    public TypeReferenceHandle? GetFunctionPointerType(MethodSignature<TypeReferenceHandle?> signature) => null;
    public TypeReferenceHandle? GetGenericTypeParameter(object? context, int index) => null;
    public TypeReferenceHandle? GetGenericMethodParameter(object? context, int index) => null;
}
