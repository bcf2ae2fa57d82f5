#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace StreamLift.Build
{
    /// <summary>
    /// Writes a copy of an ELF64 library that loads where the system's libstdc++ lacks a symbol version that the library requires: the requirement is
    /// marked weak (VER_FLG_WEAK), and the loader goes on without it.
    ///
    /// TorchSharp 0.107's libLibTorchSharp.so is linked by GCC 13, so it requires GLIBCXX_3.4.32. GCC 13's iostream header names that version's only
    /// symbol to have the streams initialised; nothing calls it. Any other symbol of that version, or a relocation to it, is an error.
    /// MSBuild compiles this file against .NET Standard 2.0.
    /// </summary>
    public class LowerGlibcxxRequirement : Task
    {
        private const string UncalledSymbol = "_ZSt21ios_base_library_initv";
        private const uint VersionNeeds = 0x6ffffffe,
            VersionTable = 0x6fffffff,
            DynamicSymbols = 11,
            Relocations = 4;
        private const ushort Weak = 2;
        private byte[] _file = Array.Empty<byte>();

        [Required]
        public string Library { get; set; } = "";

        [Required]
        public string Version { get; set; } = "";

        [Required]
        public string Copy { get; set; } = "";

        [Output]
        public bool IsNeeded { get; set; }

        public override bool Execute()
        {
            // .NET's own runtime needs libstdc++, so this process has loaded the one that the loader finds.
            var loaded = File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.Contains("/libstdc++.so"));
            if (loaded == null || IndexOf(File.ReadAllBytes(loaded.Substring(loaded.IndexOf('/'))), Version) >= 0)
                return true;

            IsNeeded = true;
            if (File.Exists(Copy) && File.GetLastWriteTimeUtc(Copy) >= File.GetLastWriteTimeUtc(Library))
                return true;

            _file = File.ReadAllBytes(Library);
            var problem = MarkWeak();
            if (problem != null)
            {
                Log.LogError(
                    "{0} can't be made to load without {1}: {2}. A newer system (Debian 13, Ubuntu 24.04) needs no change.",
                    Library,
                    Version,
                    problem
                );
                return false;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
            File.Delete(Copy); // a running program may have it mapped
            File.WriteAllBytes(Copy, _file);
            Log.LogMessage(
                MessageImportance.High,
                "This system's libstdc++ lacks {0}: {1} is a copy of TorchSharp's library that loads without it.",
                Version,
                Copy
            );
            return true;
        }

        private string? MarkWeak()
        {
            if (IndexOf(_file, "\u007fELF\u0002\u0001") != 0)
                return "it is no little-endian ELF64 file";
            var sections = Enumerable
                .Range(0, U16(0x3c))
                .Select(i => (int)U64(0x28) + i * U16(0x3a))
                .Select(at => (Type: U32(at + 4), Offset: (int)U64(at + 24), Size: (int)U64(at + 32), Link: (int)U32(at + 40)))
                .ToArray();

            var entry = FindRequirement(sections.Where(section => section.Type == VersionNeeds).Select(need => (need.Offset, sections[need.Link].Offset)));
            if (entry < 0)
                return null; // not required: the copy is the same
            var index = U16(entry + 6); // how the symbols' table names this version
            var symbols = sections.First(section => section.Type == DynamicSymbols);
            var versions = sections.First(section => section.Type == VersionTable);
            var users = new HashSet<int>(Enumerable.Range(0, versions.Size / 2).Where(i => (U16(versions.Offset + 2 * i) & 0x7fff) == index));

            foreach (var symbol in users)
                if (Text(sections[symbols.Link].Offset + (int)U32(symbols.Offset + 24 * symbol)) is var name && name != UncalledSymbol)
                    return "it needs " + name + " of that version";
            foreach (var section in sections.Where(section => section.Type == Relocations))
                for (var at = section.Offset; at < section.Offset + section.Size; at += 24)
                    if (users.Contains((int)(U64(at + 8) >> 32)))
                        return "it calls " + UncalledSymbol;

            BitConverter.GetBytes((ushort)(U16(entry + 4) | Weak)).CopyTo(_file, entry + 4);
            return null;
        }

        // Elf64_Verneed and its Elf64_Vernaux entries, both chained by byte offsets.
        private int FindRequirement(IEnumerable<(int At, int Names)> needs)
        {
            foreach (var (at, names) in needs)
                for (var need = at; ; need += (int)U32(need + 12))
                {
                    var aux = need + (int)U32(need + 8);
                    for (var i = 0; i < U16(need + 2); i++, aux += (int)U32(aux + 12))
                        if (Text(names + (int)U32(aux + 8)) == Version)
                            return aux;
                    if (U32(need + 12) == 0)
                        break;
                }

            return -1;
        }

        private ushort U16(int at) => BitConverter.ToUInt16(_file, at);

        private uint U32(int at) => BitConverter.ToUInt32(_file, at);

        private ulong U64(int at) => BitConverter.ToUInt64(_file, at);

        private string Text(int at) => Encoding.ASCII.GetString(_file, at, Array.IndexOf(_file, (byte)0, at) - at);

        private static int IndexOf(byte[] bytes, string text)
        {
            var wanted = Encoding.ASCII.GetBytes(text);
            for (var at = Array.IndexOf(bytes, wanted[0]); at >= 0; at = Array.IndexOf(bytes, wanted[0], at + 1))
                if (at + wanted.Length <= bytes.Length && Enumerable.Range(0, wanted.Length).All(i => bytes[at + i] == wanted[i]))
                    return at;
            return -1;
        }
    }
}
