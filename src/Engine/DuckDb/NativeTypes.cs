using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;
using NativeApi = Lakehouse.Engine.DuckDb.NativeMethods.Types;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Turns types into native ones and back.</summary>
internal static unsafe class NativeTypes
{
    internal static LogicalTypeHandle Create(LogicalType type)
    {
        switch (type.Id)
        {
            case DuckDBType.Decimal:
                return NativeApi.CreateDecimal((byte)type.Width, (byte)type.Scale);
            case DuckDBType.List:
                using (var element = Create(type.Children[0]))
                {
                    return NativeApi.CreateList(element);
                }

            case DuckDBType.Array:
                using (var element = Create(type.Children[0]))
                {
                    return NativeApi.CreateArray(element, (ulong)type.Width);
                }

            case DuckDBType.Map:
                using (var key = Create(type.Children[0]))
                using (var value = Create(type.Children[1]))
                {
                    return NativeApi.CreateMap(key, value);
                }

            case DuckDBType.Struct or DuckDBType.Union or DuckDBType.Enum:
                return CreateNamed(type);
            default:
                return NativeApi.Create(type.Id);
        }
    }

    /// <summary>Calls native code with the addresses of several types, which it copies.</summary>
    internal static T WithAll<T>(IReadOnlyList<LogicalType> types, Func<nint, T> call)
    {
        var handles = types.Select(Create).ToArray();
        try
        {
            var pointers = handles.Select(h => h.DangerousGetHandle()).ToArray();
            fixed (nint* first = pointers)
            {
                return call((nint)first);
            }
        }
        finally
        {
            foreach (var handle in handles)
            {
                handle.Dispose();
            }
        }
    }

    internal static LogicalType Read(LogicalTypeHandle type)
    {
        switch (NativeApi.Id(type))
        {
            case DuckDBType.Decimal:
                return LogicalType.Decimal(NativeApi.DecimalWidth(type), NativeApi.DecimalScale(type));
            case DuckDBType.List:
                return LogicalType.List(ReadAndRelease(NativeApi.ListElement(type)));
            case DuckDBType.Array:
                return LogicalType.Array(
                    ReadAndRelease(NativeApi.ArrayElement(type)), checked((int)NativeApi.ArraySize(type)));
            case DuckDBType.Map:
                return LogicalType.Map(
                    ReadAndRelease(NativeApi.MapKey(type)), ReadAndRelease(NativeApi.MapValue(type)));
            case DuckDBType.Struct:
                return LogicalType.Struct([.. Indices(NativeApi.StructCount(type)).Select(i =>
                    (NativeText.Take(NativeApi.StructName(type, i))!, ReadAndRelease(NativeApi.StructField(type, i))))]);
            case DuckDBType.Union:
                return LogicalType.Union([.. Indices(NativeApi.UnionCount(type)).Select(i =>
                    (NativeText.Take(NativeApi.UnionName(type, i))!, ReadAndRelease(NativeApi.UnionMember(type, i))))]);
            case DuckDBType.Enum:
                return LogicalType.Enum([.. Indices(NativeApi.EnumSize(type)).Select(i =>
                    NativeText.Take(NativeApi.EnumValue(type, i))!)]);
            case var id:
                return LogicalType.Of(id);
        }
    }

    internal static LogicalType ReadAndRelease(LogicalTypeHandle type)
    {
        using (type)
        {
            return Read(type);
        }
    }

    private static IEnumerable<ulong> Indices(ulong count)
    {
        for (ulong i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    private static LogicalTypeHandle CreateNamed(LogicalType type)
    {
        var names = type.Names.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        try
        {
            fixed (nint* first = names)
            {
                var count = (ulong)names.Length;
                var texts = (byte**)first;
                return type.Id switch
                {
                    DuckDBType.Enum => NativeApi.CreateEnum(texts, count),
                    DuckDBType.Struct => WithAll(type.Children, types => NativeApi.CreateStruct((nint*)types, texts, count)),
                    _ => WithAll(type.Children, types => NativeApi.CreateUnion((nint*)types, texts, count)),
                };
            }
        }
        finally
        {
            foreach (var name in names)
            {
                Marshal.FreeCoTaskMem(name);
            }
        }
    }
}
