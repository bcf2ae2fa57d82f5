using System.Reflection;
using System.Reflection.Metadata;

namespace StreamLift.Eng.Members;

/// <summary>What an assembly offers, written as <see cref="References"/> writes what is asked of it.</summary>
internal static class Definitions
{
    public static HashSet<string> Of(MetadataReader reader)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var name = Names.Instance.GetTypeFromDefinition(reader, handle, 0);
            found.Add(name);
            foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
                if ((method.Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem)
                    found.Add(Names.Method($"{name}.{reader.GetString(method.Name)}", method.DecodeSignature(Names.Instance, null)));
            foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
                found.Add($"{field.DecodeSignature(Names.Instance, null)} {name}.{reader.GetString(field.Name)}");
        }
        return found;
    }
}
