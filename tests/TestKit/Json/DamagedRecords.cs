using System.Text;

namespace Lakehouse.TestKit.Json;

/// <summary>Good JSON records, and ways to damage them.</summary>
public static class DamagedRecords
{
    /// <summary>The records before they are damaged.</summary>
    public static readonly IReadOnlyList<string> Records =
    [
        """{"event_id":"3f1c","occurred_at":"2026-03-01T10:00:00.123Z","day":"2026-03-01","amount":12.34,"quantity":7,"weight":1.5e-3,"gift":true,"customer":{"id":1,"name":"J\u00fcrgen \ud83d\ude00"},"lines":[{"sku":"a","prices":[1,2.5]},{"sku":"b","prices":[]}]}""",
        """ { "event_id" : "x\"y\\z\/\b\f\n\r\t" , "unknown" : { "deep" : [ [ { "a" : null } ] ] , "b" : [ true , false ] } , "lines" : [ ] } """,
        """{"event_id":null,"amount":-0.00,"quantity":1e3,"gift":false,"customer":null,"lines":null,"émoji":"日本語"}""",
        """{"a":{"b":{"c":{"d":{"e":[1,[2,[3,[4,[5]]]]]}}}},"customer":{"id":9223372036854775807,"name":"","more":{}}}""",
        """{"event_id":"1","amount":99999999999999999999.99,"lines":[{"sku":"s","prices":[1e39,-1E-39]},null,{"prices":null}]}""",
        """{}""",
    ];

    /// <summary>A record with one to three damages.</summary>
    /// <param name="index">Which record is taken, counted round.</param>
    /// <param name="random">Chooses the damages.</param>
    public static byte[] Damage(int index, Random random)
    {
        var record = Encoding.UTF8.GetBytes(Records[index % Records.Count]).ToList();
        for (var times = random.Next(1, 4); times > 0 && record.Count > 0; times--)
        {
            var at = random.Next(record.Count);
            switch (random.Next(9))
            {
                case 0: record[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: record.RemoveRange(at, record.Count - at); break;
                case 2: record[at] = 0; break;
                case 3: record.RemoveAt(at); break;
                case 4: record.Insert(at, record[random.Next(record.Count)]); break;
                case 5: record.InsertRange(at, Encoding.UTF8.GetBytes(new string('9', random.Next(1, 400)))); break;
                case 6: record.InsertRange(at, Encoding.UTF8.GetBytes(new string('[', random.Next(1, 60)))); break;
                case 7: record.InsertRange(at, Snippets[random.Next(Snippets.Length)]); break;
                default:
                    var from = random.Next(record.Count);
                    record.InsertRange(at, record.GetRange(from, Math.Min(random.Next(1, 20), record.Count - from)));
                    break;
            }
        }
        return [.. record];
    }

    private static readonly byte[][] Snippets =
    [
        "\"event_id\":\"again\","u8.ToArray(), "NaN"u8.ToArray(), "\\ud800"u8.ToArray(), "\\udc00"u8.ToArray(),
        "\\ud83d\\ude00"u8.ToArray(), "1e999999999999"u8.ToArray(), "-"u8.ToArray(), "/* */"u8.ToArray(), ",,"u8.ToArray(),
        "\u2028"u8.ToArray(), [0xEF, 0xBB, 0xBF], [0xC0, 0x80], [0xED, 0xA0, 0x80], "\\u0065vent_id"u8.ToArray(),
        "\"a\":1,\"a\":2,"u8.ToArray(), "\t\n\r "u8.ToArray(), "\\x"u8.ToArray(), "0"u8.ToArray(), "."u8.ToArray(), "e5"u8.ToArray(),
    ];
}
