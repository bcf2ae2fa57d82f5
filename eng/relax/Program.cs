// relax LIBRARY VERSION: lets an ELF64 library load where the system's libstdc++ lacks the symbol version it names,
// by marking the requirement weak (VER_FLG_WEAK: the loader then goes on without it).
//
// TorchSharp 0.107's libLibTorchSharp.so is linked by GCC 13 and so requires GLIBCXX_3.4.32, which Debian 12 and
// Ubuntu 22.04 don't have. GCC 13's <iostream> names that version's only symbol to pull in the initialisation of the
// streams; nothing calls it. Any other symbol of that version, or a relocation to it, is a reason to refuse.
using System.Buffers.Binary;
using System.Text;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

const string Anchor = "_ZSt21ios_base_library_initv";
const uint VersionNeeds = 0x6ffffffe, VersionTable = 0x6fffffff, DynamicSymbols = 11, Relocations = 4;
const ushort Weak = 2;

if (args is not [var path, var version])
{
    Console.Error.WriteLine("usage: relax LIBRARY VERSION");
    return 2;
}

var file = File.ReadAllBytes(path);
if (!file.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8)) return Refuse("it is no little-endian ELF64 file");

var sections = Enumerable.Range(0, U16(0x3c)).Select(i => (int)U64(0x28) + i * U16(0x3a)).Select(at =>
    (Type: U32(at + 4), Offset: (int)U64(at + 24), Size: (int)U64(at + 32), Link: (int)U32(at + 40))).ToArray();

var entry = FindRequirement();
if (entry < 0) return 0;                                     // not required at all: nothing to do
var index = U16(entry + 6);                                  // how the symbols' table names this version
var symbols = sections.First(section => section.Type == DynamicSymbols);
var versions = sections.First(section => section.Type == VersionTable);
var asking = Enumerable.Range(0, versions.Size / 2).Where(i => (U16(versions.Offset + 2 * i) & 0x7fff) == index).ToHashSet();

foreach (var symbol in asking)
    if (Text(sections[symbols.Link].Offset + (int)U32(symbols.Offset + 24 * symbol)) is var name && name != Anchor)
        return Refuse($"it needs {name} of {version}");
foreach (var section in sections.Where(section => section.Type == Relocations))
    for (var at = section.Offset; at < section.Offset + section.Size; at += 24)
        if (asking.Contains((int)(U64(at + 8) >> 32)))
            return Refuse($"it calls {Anchor}");

BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(entry + 4), (ushort)(U16(entry + 4) | Weak));
var mode = File.GetUnixFileMode(path);
File.WriteAllBytes(path + ".relaxed", file);                 // a new file, and newer: the old one may be in use, and builds copy it again
File.SetUnixFileMode(path + ".relaxed", mode);
File.Move(path + ".relaxed", path, overwrite: true);
return 0;

int FindRequirement()
{
    foreach (var section in sections.Where(section => section.Type == VersionNeeds))
    {
        for (var need = section.Offset; ; need += (int)U32(need + 12))
        {
            var aux = need + (int)U32(need + 8);
            for (var i = 0; i < U16(need + 2); i++, aux += (int)U32(aux + 12))
                if (Text(sections[section.Link].Offset + (int)U32(aux + 8)) == version) return aux;
            if (U32(need + 12) == 0) break;
        }
    }
    return -1;
}

int Refuse(string reason)
{
    Console.Error.WriteLine($"{path} can't be made to load without {version}: {reason}");
    return 1;
}

ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));
uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
string Text(int at) => Encoding.ASCII.GetString(file.AsSpan(at, file.AsSpan(at).IndexOf((byte)0)));
