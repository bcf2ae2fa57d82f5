using System.Reflection.Metadata;

namespace StreamLift.Eng.Members;

/// <summary>What a binary refers to: types, methods and fields of one other assembly.</summary>
internal static class References
{
    public static SortedSet<string> To(string package, MetadataReader reader)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeReferences)
            if (IsFrom(package, reader, handle)) found.Add(Names.Instance.GetTypeFromReference(reader, handle, 0));

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (Declaring(reader, member.Parent) is not { } type || !IsFrom(package, reader, type)) continue;
            found.Add(Signature(reader, member, Names.Instance.GetTypeFromReference(reader, type, 0)));
        }
        return found;
    }

    private static string Signature(MetadataReader reader, MemberReference member, string type)
    {
        var name = $"{type}.{reader.GetString(member.Name)}";
        return member.GetKind() == MemberReferenceKind.Field
            ? $"{member.DecodeFieldSignature(Names.Instance, null)} {name}"
            : Names.Method(name, member.DecodeMethodSignature(Names.Instance, null));
    }

    // A member of a generic type hangs on the type's instantiation.
    private static TypeReferenceHandle? Declaring(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => (TypeReferenceHandle)parent,
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)parent).DecodeSignature(Generic.Instance, null),
        _ => null,
    };

    private static bool IsFrom(string package, MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsFrom(package, reader, (TypeReferenceHandle)scope),        // nested
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == package,
            _ => false,
        };
    }
}
