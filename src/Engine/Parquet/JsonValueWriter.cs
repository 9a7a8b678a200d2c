using System.Text.Json;
using System.Text.Unicode;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Json;

namespace Lakehouse.Engine.Parquet;

/// <summary>
/// Writes JSON values into vectors by their types: numbers exactly, members that a struct lacks left out, absent ones null.
/// </summary>
internal static class JsonValueWriter
{
    private const int MaxStackFields = 128;

    /// <summary>Writes the members of an object, the reader standing before it, as the columns of a row.</summary>
    /// <exception cref="InvalidDataException">A value is not of its column's type.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static void WriteRow(
        IReadOnlyList<VectorFiller> columns, IReadOnlyList<string> names, int row, ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException("A row is no JSON object.");
        }

        WriteMembers(columns, names, row, ref json);
        if (json.Read())
        {
            throw new InvalidDataException("More stands behind the JSON object of a row.");
        }
    }

    private static void WriteMembers(
        IReadOnlyList<VectorFiller> fields, IReadOnlyList<string> names, int row, ref Utf8JsonReader json)
    {
        Span<bool> seen = fields.Count <= MaxStackFields ? stackalloc bool[fields.Count] : new bool[fields.Count];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(names, ref json);
            json.Read();
            if (index < 0)
            {
                json.Skip();
                continue;
            }

            if (seen[index])
            {
                throw new InvalidDataException($"The member {names[index]} stands twice in its object.");
            }

            seen[index] = true;
            WriteValue(fields[index], row, ref json);
        }

        for (var i = 0; i < seen.Length; i++)
        {
            if (!seen[i])
            {
                fields[i].WriteNull(row);
            }
        }
    }

    private static int IndexOf(IReadOnlyList<string> names, ref Utf8JsonReader json)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (json.ValueTextEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static void WriteValue(VectorFiller target, int row, ref Utf8JsonReader json)
    {
        switch (target.Type.Id, json.TokenType)
        {
            case (_, JsonTokenType.Null):
                target.WriteNull(row);
                break;
            case (DuckDBType.Struct, JsonTokenType.StartObject):
                WriteMembers(target.Children, target.Type.Names, row, ref json);
                break;
            case (DuckDBType.Map, JsonTokenType.StartObject):
                WriteMap(target, row, ref json);
                break;
            case (DuckDBType.List, JsonTokenType.StartArray):
                WriteList(target, row, ref json);
                break;
            case (DuckDBType.Boolean, JsonTokenType.True or JsonTokenType.False):
                target.Vector.Write(row, json.TokenType == JsonTokenType.True ? (byte)1 : (byte)0);
                break;
            case (_, JsonTokenType.Number):
                WriteNumber(target, row, ref json);
                break;
            case (_, JsonTokenType.String):
                WriteText(target, row, ref json);
                break;
            default:
                throw Misfit(target, json.TokenType.ToString());
        }
    }

    private static void WriteList(VectorFiller target, int row, ref Utf8JsonReader json)
    {
        var start = target.ElementCount;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            WriteValue(target.Children[0], target.Grow(1), ref json);
        }

        target.Vector.WriteRange(row, start, target.ElementCount - start);
    }

    private static void WriteMap(VectorFiller target, int row, ref Utf8JsonReader json)
    {
        var start = target.ElementCount;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var entry = target.Grow(1);
            WriteText(target.Children[0], entry, ref json);
            json.Read();
            WriteValue(target.Children[1], entry, ref json);
        }

        target.Vector.WriteRange(row, start, target.ElementCount - start);
    }

    private static void WriteNumber(VectorFiller target, int row, ref Utf8JsonReader json)
    {
        var type = target.Type;
        switch (type.Id)
        {
            case DuckDBType.Double:
                target.Vector.Write(row, json.GetDouble());
                break;
            case DuckDBType.Float:
                target.Vector.Write(row, json.GetSingle());
                break;
            case DuckDBType.Decimal
                when NumberText.TryScale(json.ValueSpan, type.Width, type.Scale, out var unscaled) == NumberFit.Exact:
                target.Write(row, new DuckDBDecimal(unscaled, type.Scale));
                break;
            case DuckDBType.BigInt or DuckDBType.Integer or DuckDBType.SmallInt or DuckDBType.TinyInt
                when json.TryGetInt64(out var number):
                target.WriteInt64(row, number);
                break;
            default:
                throw Misfit(target, "a number");
        }
    }

    private static void WriteText(VectorFiller target, int row, ref Utf8JsonReader json)
    {
        if (target.Type.Id == DuckDBType.Varchar && !json.ValueIsEscaped)
        {
            // The reader lets invalid UTF-8 pass inside of strings, and DuckDB must never see it.
            if (!Utf8.IsValid(json.ValueSpan))
            {
                throw new InvalidDataException("A text is not valid UTF-8.");
            }

            target.Vector.WriteBytes(row, json.ValueSpan);
            return;
        }

        var text = NativeText.Strict.GetBytes(json.GetString()!);
        switch (target.Type.Id)
        {
            case DuckDBType.Varchar:
                target.Vector.WriteBytes(row, text);
                break;
            case DuckDBType.Date when TimeText.TryDate(text, out var days):
                target.Vector.Write(row, days);
                break;
            case DuckDBType.Timestamp or DuckDBType.TimestampTz
                when TimeText.TryTimestamp(text, target.Type.Id == DuckDBType.TimestampTz, out var microseconds)
                    == TimeFit.Exact:
                target.Vector.Write(row, microseconds);
                break;
            default:
                throw Misfit(target, "a text");
        }
    }

    private static InvalidDataException Misfit(VectorFiller target, string given) =>
        new($"A column of type {target.Type} was given {given} that it cannot hold.");
}
