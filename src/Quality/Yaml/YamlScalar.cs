using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Yaml;

/// <summary>A text, number, truth value or null; which one follows from its text when it is not quoted.</summary>
internal sealed partial record YamlScalar(FilePosition Position, string Text, bool IsPlain) : YamlNode(Position)
{
    public override string Kind => IsNull ? "nothing" : "a single value";

    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL" && IsPlain;

    public bool IsNumber => IsPlain && NumberPattern().IsMatch(Text);

    /// <summary>The truth value of YAML 1.2 (<c>true</c> or <c>false</c>), else null.</summary>
    public bool? Truth => !IsPlain ? null : Text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
