using System.Globalization;

namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>The sets of characters that ECMA-262 has names for.</summary>
internal static class CharacterClasses
{
    public static readonly CodePointSet Digits = new(('0', '9'));

    public static readonly CodePointSet Words = new(('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_'));

    public static readonly CodePointSet Spaces = CodePointSet.Of("\t\n\v\f\r \u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF")
        .Add(new CodePointSet((0x2000, 0x200A)));

    public static readonly CodePointSet LineEnds = CodePointSet.Of("\n\r\u2028\u2029");

    private static readonly string[] Categories =
    [
        "Lu Uppercase_Letter", "Ll Lowercase_Letter", "Lt Titlecase_Letter", "Lm Modifier_Letter", "Lo Other_Letter",
        "Mn Nonspacing_Mark", "Mc Spacing_Mark", "Me Enclosing_Mark", "Nd Decimal_Number digit", "Nl Letter_Number",
        "Zs Space_Separator", "Zl Line_Separator", "Zp Paragraph_Separator", "Cc Control cntrl", "Cf Format", "Cs Surrogate",
        "Co Private_Use", "Pc Connector_Punctuation", "Pd Dash_Punctuation", "Ps Open_Punctuation", "Pe Close_Punctuation",
        "Pi Initial_Punctuation", "Pf Final_Punctuation", "Po Other_Punctuation", "Sm Math_Symbol", "Sc Currency_Symbol",
        "Sk Modifier_Symbol", "So Other_Symbol", "Cn Unassigned", "No Other_Number",
    ];

    private static readonly Dictionary<string, string> Groups = new()
    {
        ["L"] = "Letter",
        ["M"] = "Mark Combining_Mark",
        ["N"] = "Number",
        ["P"] = "Punctuation punct",
        ["S"] = "Symbol",
        ["Z"] = "Separator",
        ["C"] = "Other",
    };

    private static readonly Lazy<Dictionary<string, CodePointSet>> Named = new(Name);

    /// <summary>The set of <c>\p{...}</c>, or null when it is not one of general categories.</summary>
    public static CodePointSet? Property(string property)
    {
        var parts = property.Split('=');
        return parts.Length switch
        {
            1 => Named.Value.GetValueOrDefault(parts[0]),
            2 when parts[0] is "General_Category" or "gc" => Named.Value.GetValueOrDefault("=" + parts[1]),
            _ => null,
        };
    }

    private static Dictionary<string, CodePointSet> Name()
    {
        var ranges = Categories.Select(_ => new List<(int, int)>()).ToList();
        var first = 0;
        for (var at = 1; at <= CodePointSet.Last + 1; at++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(first);
            if (at > CodePointSet.Last || CharUnicodeInfo.GetUnicodeCategory(at) != category)
            {
                ranges[(int)category].Add((first, at - 1));
                first = at;
            }
        }
        var named = new Dictionary<string, CodePointSet>();
        void Add(string names, CodePointSet set)
        {
            foreach (var name in names.Split(' '))
            {
                named[name] = named["=" + name] = set;
            }
        }
        for (var i = 0; i < Categories.Length; i++)
        {
            Add(Categories[i], new CodePointSet(ranges[i]));
        }
        foreach (var (group, names) in Groups)
        {
            var members = ranges.Where((_, i) => Categories[i][0] == group[0]).SelectMany(r => r);
            Add($"{group} {names}", new CodePointSet(members));
        }
        Add("LC Cased_Letter", named["Lu"].Add(named["Ll"]).Add(named["Lt"]));
        named["Any"] = new CodePointSet((0, CodePointSet.Last));
        named["ASCII"] = new CodePointSet((0, 0x7F));
        named["Assigned"] = named["Cn"].Complement();
        named["White_Space"] = named["space"] = Spaces.Add(CodePointSet.Of("\u0085"));
        named["ASCII_Hex_Digit"] = named["AHex"] = new CodePointSet(('0', '9'), ('A', 'F'), ('a', 'f'));
        return named;
    }
}
