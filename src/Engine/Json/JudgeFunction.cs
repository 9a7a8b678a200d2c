using System.Text;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Json;

/// <summary>
/// The SQL function that judges records: <c>name(payload VARCHAR)</c> gives a list of structs of <c>code</c>, <c>path</c>,
/// <c>message</c>, <c>keyword</c>, <c>instance_location</c> and <c>schema_location</c>; null when nothing is wrong, and for
/// null.
/// </summary>
public static class JudgeFunction
{
    private static readonly string[] Members = ["code", "path", "message", "keyword", "instance_location", "schema_location"];

    /// <summary>Makes the function.</summary>
    /// <param name="name">Its name in SQL.</param>
    /// <param name="judge">Judges one record.</param>
    public static DuckDBScalarFunction Create(string name, RecordJudge judge)
    {
        var faults = LogicalType.List(LogicalType.Struct([.. Members.Select(member => (member, LogicalType.Varchar))]));
        return new DuckDBScalarFunction(name, [LogicalType.Varchar], faults, (input, output) => Judge(judge, input, output))
        {
            // Not because it could differ, but so that DuckDB never moves or repeats a call.
            IsVolatile = true,
        };
    }

    private static void Judge(RecordJudge judge, ChunkReader input, VectorWriter output)
    {
        var payload = input.Column(0);
        output.SetAllNull(input.RowCount);
        var found = new List<RecordFault>();
        for (var row = 0; row < input.RowCount; row++)
        {
            if (!payload.IsNull(row) && judge(payload.GetBytes(row)) is { Count: > 0 } faults)
            {
                output.SetValid(row);
                output.WriteRange(row, found.Count, faults.Count);
                found.AddRange(faults);
            }
        }
        Write(found, output);
    }

    private static void Write(List<RecordFault> faults, VectorWriter output)
    {
        if (faults.Count > 0)
        {
            var elements = output.ReserveElements(faults.Count);
            WriteMember(elements.Field(0), faults, fault => fault.Code);
            WriteMember(elements.Field(1), faults, fault => fault.Path);
            WriteMember(elements.Field(2), faults, fault => fault.Message);
            WriteMember(elements.Field(3), faults, fault => fault.Keyword);
            WriteMember(elements.Field(4), faults, fault => fault.InstanceLocation);
            WriteMember(elements.Field(5), faults, fault => fault.SchemaLocation);
        }
        output.SetElementCount(faults.Count);
    }

    private static void WriteMember(VectorWriter member, List<RecordFault> faults, Func<RecordFault, string> text)
    {
        for (var i = 0; i < faults.Count; i++)
        {
            member.WriteBytes(i, Encoding.UTF8.GetBytes(text(faults[i])));
        }
    }
}
