namespace Lakehouse.Engine.Json;

/// <summary>Reads one text, number, boolean or null into the vector of its field.</summary>
internal sealed class ScalarReader(FaultWriter faults)
{
    private byte[] _scratch = new byte[256];

    /// <summary>Reads the next token, which is not a container; false when the grammar is broken.</summary>
    public bool TryRead(ref JsonCursor cursor, FieldNode node, int row)
    {
        var first = cursor.Peek();
        switch (first)
        {
            case (byte)'"':
                if (!cursor.TryString(out var text))
                {
                    return false;
                }
                WriteText(node, row, text);
                return true;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                if (!cursor.TryNumber(out var number))
                {
                    return false;
                }
                WriteNumber(node, row, number.Raw);
                return true;
            case (byte)'t' or (byte)'f':
                if (!cursor.TryLiteral(first == 't' ? "true"u8 : "false"u8))
                {
                    return false;
                }
                WriteBoolean(node, row, first == 't');
                return true;
            default:
                node.SetNull(row);
                return TryNull(ref cursor, node);
        }
    }

    /// <summary>Reads a null, which is a fault where a value is required.</summary>
    public bool TryNull(ref JsonCursor cursor, FieldNode node)
    {
        if (!cursor.TryLiteral("null"u8))
        {
            return false;
        }
        if (node.Field.Nulls == JsonNulls.Refused && !node.Field.Required)
        {
            AddTypeFault(node, (byte)'n');
        }
        else if (node.Field.Required && node.Field.Nulls != JsonNulls.Allowed)
        {
            faults.Add(node.Field.Id, JsonFault.Required, node.Path(), "is null");
        }
        return true;
    }

    /// <summary>Adds the fault of a value whose JSON type, told by its first byte, is not the declared one.</summary>
    public void AddTypeFault(FieldNode node, byte first) => faults.Add(
        node.Field.Id, JsonFault.Type, node.Path(), $"is {NameOf(first)}, not {NameOf(node.Field.Kind)}");

    private void WriteText(FieldNode node, int row, JsonText text)
    {
        var bytes = text.Decode(ref _scratch);
        switch (node.Field.Kind)
        {
            case JsonFieldKind.Text:
                node.Target.SetValid(row);
                node.Target.WriteBytes(row, bytes);
                break;
            case JsonFieldKind.Timestamp or JsonFieldKind.TimestampNtz:
                var fit = TimeText.TryTimestamp(bytes, node.Field.Kind == JsonFieldKind.Timestamp, out var micros);
                if (fit == TimeFit.Exact)
                {
                    node.Target.SetValid(row);
                    node.Target.Write(row, micros);
                    break;
                }
                AddTimeFault(node, row, fit);
                break;
            case JsonFieldKind.Date:
                if (TimeText.TryDate(bytes, out var days))
                {
                    node.Target.SetValid(row);
                    node.Target.Write(row, days);
                    break;
                }
                node.SetNull(row);
                faults.Add(node.Field.Id, JsonFault.Format, node.Path(), "is not a date of the form yyyy-MM-dd");
                break;
            default:
                node.SetNull(row);
                AddTypeFault(node, (byte)'"');
                break;
        }
    }

    private void AddTimeFault(FieldNode node, int row, TimeFit fit)
    {
        node.SetNull(row);
        var (code, message) = fit switch
        {
            TimeFit.TooFine => (JsonFault.Precision, "is finer than a microsecond"),
            TimeFit.NoZone => (JsonFault.Format, "is a time without a zone"),
            _ => (JsonFault.Format, "is not a time of RFC 3339"),
        };
        faults.Add(node.Field.Id, code, node.Path(), message);
    }

    private void WriteNumber(FieldNode node, int row, ReadOnlySpan<byte> text)
    {
        var fit = NumberFit.Exact;
        switch (node.Field.Kind)
        {
            case JsonFieldKind.Integer:
                fit = NumberText.TryInteger(text, out var whole);
                fit = fit == NumberFit.Exact && !TryWriteInteger(node, row, whole) ? NumberFit.TooManyDigits : fit;
                break;
            case JsonFieldKind.Decimal:
                fit = WriteDecimal(node, row, text);
                break;
            case JsonFieldKind.Double:
                fit = NumberText.TryFloat(text, out double wide);
                node.Target.SetValid(row);
                node.Target.Write(row, wide);
                break;
            case JsonFieldKind.Float:
                fit = NumberText.TryFloat(text, out float narrow);
                node.Target.SetValid(row);
                node.Target.Write(row, narrow);
                break;
            default:
                node.SetNull(row);
                AddTypeFault(node, (byte)'0');
                return;
        }
        if (fit != NumberFit.Exact)
        {
            AddNumberFault(node, row, fit);
        }
    }

    private void AddNumberFault(FieldNode node, int row, NumberFit fit)
    {
        node.SetNull(row);
        var (code, message) = fit switch
        {
            NumberFit.TooFine when node.Field.Kind == JsonFieldKind.Integer => (JsonFault.Type, "is not a whole number"),
            NumberFit.TooFine => (JsonFault.Precision, $"has more than {node.Field.Scale} digits after the point"),
            _ => (JsonFault.Precision, $"is too large for {NameOf(node.Field)}"),
        };
        faults.Add(node.Field.Id, code, node.Path(), message);
    }

    private void WriteBoolean(FieldNode node, int row, bool value)
    {
        if (node.Field.Kind == JsonFieldKind.Boolean)
        {
            node.Target.SetValid(row);
            node.Target.Write(row, value ? (byte)1 : (byte)0);
            return;
        }
        node.SetNull(row);
        AddTypeFault(node, (byte)'t');
    }

    private static bool TryWriteInteger(FieldNode node, int row, long value)
    {
        var room = 64 - node.Field.Bits;
        if (room > 0 && unchecked(value << room >> room) != value)
        {
            return false;
        }
        node.Target.SetValid(row);
        switch (node.Field.Bits)
        {
            case 8:
                node.Target.Write(row, (sbyte)value);
                break;
            case 16:
                node.Target.Write(row, (short)value);
                break;
            case 32:
                node.Target.Write(row, (int)value);
                break;
            default:
                node.Target.Write(row, value);
                break;
        }
        return true;
    }

    private static NumberFit WriteDecimal(FieldNode node, int row, ReadOnlySpan<byte> text)
    {
        if (!NumberText.TryShortScale(text, node.Field.Precision, node.Field.Scale, out var value))
        {
            return WriteWideDecimal(node, row, text);
        }
        WriteShortDecimal(node, row, value);
        return NumberFit.Exact;
    }

    // Apart, for code with whole numbers of 128 bits is not compiled ahead of time.
    private static NumberFit WriteWideDecimal(FieldNode node, int row, ReadOnlySpan<byte> text)
    {
        var fit = NumberText.TryScale(text, node.Field.Precision, node.Field.Scale, out var value);
        if (fit != NumberFit.Exact)
        {
            return fit;
        }
        if (node.Field.Precision <= 18)
        {
            WriteShortDecimal(node, row, (long)value);
        }
        else
        {
            node.Target.SetValid(row);
            node.Target.Write(row, value);
        }
        return NumberFit.Exact;
    }

    // DuckDB stores a decimal in the narrowest whole number that holds its digits.
    private static void WriteShortDecimal(FieldNode node, int row, long value)
    {
        node.Target.SetValid(row);
        switch (node.Field.Precision)
        {
            case <= 4:
                node.Target.Write(row, (short)value);
                break;
            case <= 9:
                node.Target.Write(row, (int)value);
                break;
            default:
                node.Target.Write(row, value);
                break;
        }
    }

    private static string NameOf(byte first) => first switch
    {
        (byte)'"' => "text",
        (byte)'{' => "an object",
        (byte)'[' => "an array",
        (byte)'t' or (byte)'f' => "a boolean",
        (byte)'n' => "null",
        _ => "a number",
    };

    private static string NameOf(JsonFieldKind kind) => kind switch
    {
        JsonFieldKind.Text => "text",
        JsonFieldKind.Integer => "a whole number",
        JsonFieldKind.Decimal or JsonFieldKind.Double or JsonFieldKind.Float => "a number",
        JsonFieldKind.Boolean => "a boolean",
        JsonFieldKind.Date => "a date",
        JsonFieldKind.Timestamp or JsonFieldKind.TimestampNtz => "a time",
        JsonFieldKind.Object => "an object",
        _ => "an array",
    };

    private static string NameOf(JsonField field) => field.Kind switch
    {
        JsonFieldKind.Integer => $"{field.Bits} bits",
        JsonFieldKind.Decimal => $"decimal({field.Precision},{field.Scale})",
        JsonFieldKind.Float => "a 32-bit float",
        _ => "a 64-bit float",
    };
}
