namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>
/// Upper and lower case, letter by letter as in DuckDB. Spark writes some letters as several, and knows the final sigma.
/// </summary>
internal static class LetterCase
{
    /// <summary>Letters that Spark's <c>upper</c> makes longer, or that it knows under another capital.</summary>
    private const string Letters =
        "ßŉǰΐΰևẖẗẘẙẚὐὒὔὖᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾐᾑᾒ"
        + "ᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯᾲᾳᾴᾶᾷ"
        + "ᾼῂῃῄῆῇῌῒΐῖῗῢΰῤῦῧῲῳῴῶῷῼﬀﬁﬂﬃﬄﬅﬆﬓﬔﬕﬖﬗ";

    private const string Capitals =
        "ẞŉǰΐΰևẖẗẘẙẚὐὒὔὖᾈᾉᾊᾋᾌᾍᾎᾏᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚ"
        + "ᾛᾜᾝᾞᾟᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾨᾩᾪᾫᾬᾭᾮᾯᾲᾼᾴᾶᾷ"
        + "ᾼῂῌῄῆῇῌῒΐῖῗῢΰῤῦῧῲῼῴῶῷῼﬀﬁﬂﬃﬄﬅﬆﬓﬔﬕﬖﬗ";

    public static readonly string Upper =
        $"CASE WHEN {{0}} RLIKE '[{Letters}]' THEN array_join(transform(regexp_extract_all({{0}}, '(?s)(.)', 1), "
        + $"_c -> CASE WHEN locate(_c, '{Letters}') > 0 THEN translate(_c, '{Letters}', '{Capitals}') ELSE upper(_c) END), '') "
        + "ELSE upper({0}) END";

    public const string Lower = "lower(translate({0}, 'Σİ', 'σi'))";
}
