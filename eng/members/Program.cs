// members ASSEMBLY PACKAGE [CANDIDATE]: the members of PACKAGE's assembly that ASSEMBLY's binary refers to, one a line, sorted.
// With CANDIDATE (another build of the package's assembly) those that it lacks are marked, and make the exit code 1.
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using StreamLift.Eng.Members;

if (args is not [var path, var package, ..] || args.Length > 3)
{
    Console.Error.WriteLine("usage: members ASSEMBLY PACKAGE [CANDIDATE]");
    return 2;
}

using var assembly = new PEReader(File.OpenRead(path));
var references = References.To(package, assembly.GetMetadataReader());
if (references.Count == 0)
{
    Console.Error.WriteLine($"{path} refers to nothing of {package}");
    return 1;
}

HashSet<string>? there = null;
if (args.Length == 3)
{
    using var candidate = new PEReader(File.OpenRead(args[2]));
    there = Definitions.Of(candidate.GetMetadataReader());
}

var missing = 0;
foreach (var reference in references)
{
    var lacks = there is not null && !there.Contains(reference);
    if (lacks) missing++;
    Console.WriteLine(lacks ? $"{reference}    MISSING" : reference);
}
return missing == 0 ? 0 : 1;
