namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>Expressions and queries over <see cref="FactsTable"/> that are portable, and some that are not.</summary>
internal static class PortableCases
{
    /// <summary>Expressions of one row.</summary>
    public static readonly string[] Expressions =
    [
        // Whole numbers
        "tiny % 100 + 1", "small % 1000 + 1000", "i % 1000 + 1", "b % 1000 + 1", "i % 1000 * 3", "b % 1000 - i % 1000", "-tiny::INTEGER", "-(i % 1000)", "+i",
        "i // 2", "i // 0", "b // 3", "small // 7", "i % 7", "i % -7", "i % 0", "mod(b, 10)", "abs(i % 1000)", "abs(small::INTEGER)", "sign(i)", "sign(d)",
        "i & 255", "i | 1", "xor(i, 5)", "i::BIGINT * 1000", "i::HUGEINT + 1", "tiny::SMALLINT * 2", "b::HUGEINT * 2 // 4", "3000000000 + id", "-2147483648 + id",
        // Division
        "i / 2", "i / nullif(i, 0)", "1 / 0", "-1 / 0", "0 / 0", "d / 3", "d / e", "f / 2", "1 / f", "b / 7", "id / 0.5",
        // Decimals
        "d + 1", "d - e", "d * 2", "d * 1.5", "e * 1.1", "(d - 1) * (e - 1)", "d * e", "(d - d) + 0.05", "-d", "abs(d)", "floor(d)", "ceil(d)", "round(d)",
        "round(d, 1)", "round(d, 5)", "floor(e)", "ceil(e)", "round(e, 3)", "w + 1", "w - w", "1.50 + 0.005", "0.1 + 0.2", "1.5 * 1.5", "d::DECIMAL(18,4)", "e::DECIMAL(18,0)",
        "CAST(d AS DECIMAL(14,1))", "TRY_CAST(d AS DECIMAL(4,2))", "TRY_CAST(e AS DECIMAL(6,2))", "-0.5", "1000 * d", "d - coalesce(e, 0)",
        // Doubles
        "f + 1", "f * 2 - 1", "1e3 + f", "-f", "abs(f)", "floor(f)", "ceil(f)", "floor(i)", "ceil(b % 1000)", "floor(1000 * b / 7)", "sqrt(abs(f))", "isnan(f)", "f + d", "f * i",
        "f::DECIMAL(18,2)", "TRY_CAST(f AS DECIMAL(10,4))", "1.005::DOUBLE::DECIMAL(10,2)", "2.675::DOUBLE::DECIMAL(10,2)", "0.5::DOUBLE::DECIMAL(3,0)", "1.5::DOUBLE::DECIMAL(3,0)",
        // Casts to whole numbers
        "TRY_CAST(f AS INTEGER)", "TRY_CAST(f AS BIGINT)", "1.5::DOUBLE::INTEGER", "2.5::DOUBLE::INTEGER", "-2.5::DOUBLE::INTEGER", "2.5::INTEGER", "-2.5::INTEGER", "TRY_CAST(d AS INTEGER)",
        "TRY_CAST(e AS SMALLINT)", "TRY_CAST(b AS INTEGER)", "TRY_CAST(w AS BIGINT)", "flag::INTEGER", "i::BOOLEAN", "TRY_CAST(i AS TINYINT)",
        // Casts of texts
        "TRY_CAST(u AS BIGINT)", "TRY_CAST(u AS DECIMAL(10,2))", "TRY_CAST(u AS DOUBLE)", "TRY_CAST(u AS BOOLEAN)", "TRY_CAST(t AS BIGINT)", "TRY_CAST(grp AS BOOLEAN)", "TRY_CAST(id::VARCHAR || '.5' AS BIGINT)",
        "TRY_CAST(day::VARCHAR AS DATE)", "CAST('0x' || substr(md5(t), 1, 15) AS BIGINT)", "TRY_CAST(grp AS DATE)", "'2024-1-5'::DATE", "'12'::INTEGER", "TRY_CAST('1.5' AS INTEGER)", "TRY_CAST(' 2024-02-30' AS DATE)",
        // Casts to texts
        "i::VARCHAR", "b::VARCHAR", "d::VARCHAR", "e::VARCHAR", "flag::VARCHAR", "day::VARCHAR", "ts::VARCHAR", "moment::VARCHAR", "w::VARCHAR", "(d * 2)::VARCHAR", "(id * 2)::VARCHAR",
        // Texts
        "lower(t)", "upper(t)", "length(t)", "strlen(t)", "trim(t)", "ltrim(t)", "rtrim(t)", "trim(t, ' d')", "substr(t, 2, 3)", "substr(t, -3)", "substr(t, -100, 2)", "substr(t, 3)", "left(t, 3)", "right(t, 3)",
        "lpad(t, 5, '*')", "rpad(t, 8, '-+')", "repeat(grp, 3)", "replace(t, 'X', '--')", "translate(t, 'abX', 'AB')", "instr(t, 'X')", "strpos(t, 'l')", "contains(t, 'a')", "starts_with(t, 'H')", "ends_with(t, 'd')",
        "split_part(t, 'X', 2)", "split_part(t, ' ', -1)", "split(t, 'X')", "string_split(t, '.')", "concat(t, i, flag)", "concat_ws('|', t, i, d, day)", "t || '/' || i", "grp || d", "chr(228) || grp", "md5(t)", "sha256(t)",
        "hex(t)", "base64(encode(t))", "t LIKE '%X%'", "t LIKE 'a_b%'", "t LIKE '%a!_b!%c%' ESCAPE '!'", @"t NOT LIKE '%\%'", "t LIKE '%ß%'", "'it''s \\n' || grp", "'a\\b'", "'\"' || '`'", "'$1' || '{0}'",
        // Patterns
        "regexp_matches(t, '[a-z]+X')", "regexp_matches(t, '^.{3}$')", @"regexp_full_match(t, '\w+ \w+')", @"regexp_full_match(u, '[+-]?[0-9]{1,18}')", "regexp_extract(t, '([a-z]+)X', 1)", "regexp_extract(t, '[A-Z]+')",
        "regexp_replace(t, '[aeiou]', '<\\0>', 'g')", "regexp_replace(t, '([a-z])([A-Z])', '\\2$\\1', 'g')", @"regexp_replace(t, '\s+', '', 'g')", "regexp_extract_all(t, '[a-z]')", "regexp_split_to_array(t, '[,;X]')", @"regexp_matches(t, 'a|\.|(?:b|c)d?')",
        "regexp_matches('a' || chr(13) || 'b', 'a.b')", "regexp_matches('ab' || chr(10), 'b$')",
        // Truth values and nulls
        "i = 7", "i <> 7", "i < b", "d >= 2.5", "f = 1.5", "t = 'Hello World'", "day >= '2024-01-01'", "ts < '2024-01-01 00:00:00'", "moment > '2024-01-01'", "flag AND i > 0", "flag OR i > 0", "NOT flag", "i IN (7, 0, NULL)", "t NOT IN ('a', '')",
        "i BETWEEN 0 AND 10", "day BETWEEN '1970-01-01' AND '2024-02-29'", "i IS NULL", "t IS NOT NULL", "i IS DISTINCT FROM 7", "i IS NOT DISTINCT FROM NULL", "coalesce(i, 0)", "coalesce(d, 0)", "coalesce(t, '?')", "coalesce(b, i, 1.5)", "nullif(i, 0)",
        "ifnull(t, 'none')", "CASE WHEN i > 0 THEN 'p' WHEN i < 0 THEN 'n' END", "CASE grp WHEN 'x' THEN 1 ELSE 2.5 END", "if(flag, 1, 0)", "greatest(i, 5, id)", "least(d, 1)", "greatest(day, ts)", "NULL", "CASE WHEN flag THEN NULL ELSE i END", "tiny = 1", "small > d", "w = b",
        // Dates and times
        "day + 1", "day - 30", "day - DATE '2024-01-01'", "day + id", "TIMESTAMP '2024-01-31 10:00:00' + INTERVAL 1 MONTH", "ts + INTERVAL 90 MINUTE", "moment - INTERVAL 2 DAY", "ts - INTERVAL 1 YEAR", "moment + INTERVAL 3 HOUR", "ts + INTERVAL '2' WEEK",
        "date_trunc('month', ts)", "date_trunc('week', day)", "date_trunc('quarter', moment)", "date_trunc('day', moment)", "date_trunc('hour', ts)", "date_trunc('second', ts)", "CAST(date_trunc('year', day) AS DATE)", "year(day)", "month(ts)", "day(moment)",
        "quarter(day)", "week(day)", "hour(ts)", "minute(moment)", "second(ts)", "extract(dow FROM day)", "isodow(day)", "dayofyear(day)", "extract(year FROM moment)", "date_diff('day', day, DATE '2024-01-01')", "date_diff('day', ts, moment)", "last_day(ts)",
        "make_date(2024, 2, id)", "make_timestamp(1704164645123456)", "epoch_us(ts)", "epoch_us(moment)", "epoch_ms(moment)", "epoch_ms(1704164645123)", "strftime(ts, '%Y-%m-%dT%H:%M:%S')", "strftime(ts, '%d.%m.%Y %j')", "CAST(ts AS DATE)", "CAST(moment AS DATE)", "CAST(day AS TIMESTAMP)",
        "CAST(ts AS TIMESTAMPTZ)", "CAST(moment AS TIMESTAMP)", "moment AT TIME ZONE 'Europe/Berlin'", "(epoch_us(moment) - epoch_us(ts)) // 1000000", "DATE '2024-05-17'", "TIMESTAMP '2024-05-17 10:11:12.5'", "TIMESTAMPTZ '2024-05-17 10:11:12+02:00'", "day = ts", "ts = moment",
        // Lists and structs
        "len(l)", "l[1]", "l[-1]", "l[0]", "l[9]", "l[2:3]", "list_contains(l, 2)", "[i, id]", "[1.5, id]", "list_transform(l, lambda x: x * 2)", "list_filter(l, lambda x: x > id)", "list_transform(l, lambda x: x || t)", "s.a + 1", "s.b", "{'k': i, 'v': t}", "{'k': {'z': d}}",
        "list_extract(l, 2)", "list_transform([s], lambda x: x.b)",
    ];

    /// <summary>Whole queries; each states an order.</summary>
    public static readonly string[] Queries =
    [
        "SELECT grp, count(*) AS n, count(i) AS c, sum(i) AS s, avg(i) AS a, min(t) AS lo, max(d) AS hi FROM silver.facts GROUP BY grp ORDER BY grp",
        "SELECT grp, sum(d) AS s, avg(d) AS a, sum(w) AS w, avg(e) AS e FROM silver.facts GROUP BY ALL ORDER BY 1",
        "SELECT count(DISTINCT grp) AS g, count(*) FILTER (WHERE flag) AS f, sum(i) FILTER (WHERE i > 0) AS p, bool_or(flag) AS o, bool_and(flag) AS x, count_if(flag) AS k FROM silver.facts",
        "SELECT sum(i % 1000) + 1 AS a, sum(i % 1000) * 1.5 AS b, sum(d) / count(*) AS c, sum(d) - 0.005 AS e, count(*) * 1.5 AS f FROM silver.facts",
        "SELECT sum(b % 1000) AS s, avg(b % 1000) AS a, sum(DISTINCT id % 2) AS x, median(id) AS m, quantile_cont(id, 0.25) AS q FROM silver.facts",
        "SELECT sum(i) AS s, avg(i) AS a, max(t) AS m, count(*) AS n, avg(d) AS d, string_agg(t, ',' ORDER BY id) AS j FROM silver.facts WHERE id > 100",
        "SELECT grp, string_agg(t, '|' ORDER BY id DESC) AS j FROM silver.facts GROUP BY grp ORDER BY grp DESC",
        "SELECT id FROM silver.facts ORDER BY t, id", "SELECT id FROM silver.facts ORDER BY i DESC, id", "SELECT id FROM silver.facts ORDER BY d NULLS FIRST, id DESC LIMIT 3 OFFSET 1",
        "SELECT id, row_number() OVER (ORDER BY i, id) AS n, rank() OVER (ORDER BY grp) AS r, dense_rank() OVER (ORDER BY grp DESC) AS d, ntile(3) OVER (ORDER BY id) AS q FROM silver.facts ORDER BY id",
        "SELECT id, lag(i) OVER w AS a, lag(i, 2, 0) OVER w AS b, lead(t) OVER w AS c, first_value(i) OVER w AS f, last_value(i IGNORE NULLS) OVER w AS l FROM silver.facts WINDOW w AS (PARTITION BY grp ORDER BY id) ORDER BY id",
        "SELECT id, sum(d) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s, count(*) OVER (PARTITION BY grp) AS c, sum(id) OVER (ORDER BY grp) AS r, max(i) OVER (PARTITION BY grp ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS m, avg(id) OVER (ORDER BY id) AS a FROM silver.facts ORDER BY id",
        "SELECT id, percent_rank() OVER (ORDER BY grp) AS p, cume_dist() OVER (ORDER BY grp) AS c, nth_value(id, 2) OVER (ORDER BY id) AS n FROM silver.facts ORDER BY id",
        "SELECT grp, sum(sum(id)) OVER (ORDER BY grp) AS s FROM silver.facts GROUP BY grp ORDER BY grp",
        "SELECT id, grp FROM silver.facts QUALIFY row_number() OVER (PARTITION BY grp ORDER BY id DESC) = 1 ORDER BY id",
        "SELECT DISTINCT grp FROM silver.facts ORDER BY grp", "SELECT DISTINCT i % 2 AS m FROM silver.facts ORDER BY m",
        "WITH q AS (SELECT grp, count(*) AS n FROM silver.facts GROUP BY grp), r(g, m) AS (SELECT grp, max(id) FROM silver.facts GROUP BY 1) SELECT q.grp, n, m FROM q JOIN r ON q.grp = r.g ORDER BY q.grp",
        "SELECT a.id, b.id AS other FROM silver.facts AS a LEFT JOIN silver.facts AS b ON a.id = b.i ORDER BY a.id, other", "SELECT id, a.t, b.d FROM silver.facts AS a FULL JOIN (SELECT id + 3 AS id, d FROM silver.facts) AS b USING (id) ORDER BY id",
        "SELECT a.id FROM silver.facts a SEMI JOIN (VALUES (1), (7)) AS v(x) ON a.id = v.x ORDER BY a.id", "SELECT a.id FROM silver.facts a ANTI JOIN (VALUES (1), (7)) AS v(x) ON a.id = v.x ORDER BY a.id",
        "SELECT id FROM silver.facts AS f WHERE EXISTS (SELECT 1 FROM silver.facts AS g WHERE g.grp = f.grp AND g.id > f.id) ORDER BY id", "SELECT id FROM silver.facts WHERE NOT EXISTS (SELECT 1 FROM (VALUES (7)) v(x) WHERE x = i) ORDER BY id",
        "SELECT id FROM silver.facts WHERE id IN (SELECT max(id) FROM silver.facts GROUP BY grp) ORDER BY id", "SELECT id, (SELECT max(d) FROM silver.facts) AS m FROM silver.facts WHERE id < 3 ORDER BY id",
        "SELECT id FROM silver.facts WHERE i > 0 UNION ALL SELECT 100 ORDER BY id", "SELECT d AS x FROM silver.facts WHERE id < 3 UNION SELECT i FROM silver.facts WHERE id < 3 ORDER BY x", "SELECT grp FROM silver.facts EXCEPT SELECT 'x' ORDER BY grp", "SELECT id, i FROM silver.facts INTERSECT SELECT 1, 7 ORDER BY id",
        "SELECT f.id, u.x FROM silver.facts AS f CROSS JOIN unnest(f.l) AS u(x) ORDER BY f.id, u.x", "SELECT f.id, q.y FROM silver.facts AS f, LATERAL (SELECT f.id * 10 AS y) AS q ORDER BY f.id", "SELECT sum(n.range) AS s FROM range(10) AS n", "SELECT x.range AS r FROM range(2, 5) AS x ORDER BY r",
        "SELECT * EXCLUDE (l, s, f) FROM silver.facts ORDER BY id", "SELECT f.* FROM silver.facts AS f WHERE id = 1", "SELECT * REPLACE (id + 1 AS id) FROM (SELECT id, grp FROM silver.facts) ORDER BY id", "SELECT id AS k, k + 1 AS n FROM silver.facts WHERE k > 2 GROUP BY ALL HAVING n > 4 ORDER BY k",
        "SELECT s.a AS a, count(*) AS n FROM silver.facts GROUP BY s.a ORDER BY a", "SELECT count(*) AS n FROM silver.facts HAVING count(*) > 1", "SELECT facts.id, silver.facts.grp FROM silver.facts ORDER BY facts.id", "SELECT x, y FROM (VALUES (1, 'a'), (2.5, NULL)) AS v(x, y) ORDER BY x",
        "SELECT 1 AS one GROUP BY 'x'", "SELECT max(day) - min(day) AS span, min(moment) AS lo, max(ts) AS hi FROM silver.facts WHERE id < 7", "SELECT id FROM silver.facts WHERE i::BIGINT + 1 > 2147483647", "SELECT date_trunc('month', day)::DATE AS m, count(*) AS n FROM silver.facts GROUP BY m ORDER BY m",
        "SELECT id + 2147483647 AS x FROM silver.facts", "SELECT d * 10000000000 AS x FROM silver.facts", "SELECT CAST(t AS INTEGER) AS x FROM silver.facts", "SELECT CAST(d AS DECIMAL(4,2)) AS x FROM silver.facts", "SELECT sqrt(f) AS x FROM silver.facts", "SELECT (SELECT id FROM silver.facts) AS x",
    ];

    /// <summary>What is refused, and a part of the way that the message shows.</summary>
    public static readonly (string Sql, string Construct, string Advice)[] Refused =
    [
        ("SELECT round(f, 2) AS x FROM silver.facts", "round(DOUBLE, INTEGER)", "CAST(x AS DECIMAL(18,6))"),
        ("SELECT sum(f) AS x FROM silver.facts", "sum(DOUBLE)", "sum(CAST(x AS DECIMAL(18,6)))"),
        ("SELECT avg(f) AS x FROM silver.facts", "avg(DOUBLE)", "count(x)"),
        ("SELECT f::VARCHAR AS x FROM silver.facts", "A cast of DOUBLE to VARCHAR", "DECIMAL"),
        ("SELECT t ILIKE 'a%' AS x FROM silver.facts", "~~*(VARCHAR, VARCHAR)", "lower(x) LIKE"),
        ("SELECT regexp_matches(t, '(?i)a') AS x FROM silver.facts", "regexp_matches(VARCHAR, VARCHAR)", "[Aa]"),
        ("SELECT regexp_replace(t, 'a', 'b') AS x FROM silver.facts", "regexp_replace", "'g'"),
        ("SELECT strptime(t, '%d.%m.%Y') AS x FROM silver.facts", "strptime(VARCHAR, VARCHAR)", "make_date"),
        ("SELECT date_diff('month', day, day) AS x FROM silver.facts", "date_diff(VARCHAR, DATE, DATE)", "epoch_us"),
        ("SELECT json_extract_string(t, '$.a') AS x FROM silver.facts", "json_extract_string(VARCHAR, VARCHAR)", "the contract"),
        ("SELECT list(i ORDER BY id) AS x FROM silver.facts", "list(INTEGER)", "string_agg"),
        ("SELECT DISTINCT ON (grp) grp, id FROM silver.facts ORDER BY grp, id", "DISTINCT ON", "row_number()"),
        ("SELECT grp, sum(i) AS s FROM silver.facts GROUP BY ROLLUP (grp)", "ROLLUP", "UNION ALL"),
        ("SELECT id FROM silver.facts UNION ALL BY NAME SELECT id FROM silver.facts", "UNION BY NAME", "same order"),
        ("SELECT a.id FROM silver.facts a ASOF JOIN silver.facts b ON a.id >= b.id", "ASOF JOIN", "row_number()"),
        ("SELECT a.id FROM silver.facts a NATURAL JOIN silver.facts b", "NATURAL JOIN", "USING"),
        ("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r", "WITH RECURSIVE", "a table"),
        ("SELECT unnest(l) AS x FROM silver.facts", "unnest(INTEGER[])", "CROSS JOIN unnest"),
        ("SELECT i = '1.0' AS x FROM silver.facts", "VARCHAR beside INTEGER", "CAST"),
        ("SELECT t = i AS x FROM silver.facts", "A comparison of VARCHAR and INTEGER", "Cast"),
        ("SELECT power(i, 2) AS x FROM silver.facts", "power(INTEGER, INTEGER)", "Multiply"),
        ("SELECT substr(t, 0, 2) AS x FROM silver.facts", "substr", "other than 0"),
        ("SELECT count(DISTINCT grp) OVER () AS x FROM silver.facts", "count with OVER", "subquery"),
        ("SELECT sum(i) OVER (ORDER BY day RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW) AS x FROM silver.facts", "EXPR PRECEDING RANGE", "ROWS"),
        ("SELECT ts - CAST(moment AS TIMESTAMP) AS x FROM silver.facts", "-(TIMESTAMP, TIMESTAMP)", "Portable"),
        ("SELECT (SELECT max(g.id) FROM silver.facts g WHERE g.grp = f.grp) AS x FROM silver.facts f", "The name f.grp", "EXISTS"),
        ("SELECT s = s AS x FROM silver.facts", "A comparison of STRUCT", "members"),
        ("SELECT u::UUID AS x FROM silver.facts", "The type UUID", "VARCHAR"),
        ("SELECT CAST(t AS TIMESTAMP) AS x FROM silver.facts", "A cast of VARCHAR to TIMESTAMP", "DATE"),
        ("SELECT 1.5::DECIMAL(38,10) * 1.5::DECIMAL(38,10) AS x", "*(DECIMAL(38,10), DECIMAL(38,10))", "Portable"),
    ];
}
