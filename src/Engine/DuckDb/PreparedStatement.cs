using Lakehouse.Engine.DuckDb.Handles;
using Lakehouse.Engine.DuckDb.NativeMethods;

namespace Lakehouse.Engine.DuckDb;

/// <summary>A statement ready to be given its parameters and run.</summary>
internal sealed unsafe class PreparedStatement(PreparedStatementHandle handle) : IDisposable
{
    public void Dispose() => handle.Dispose();

    /// <summary>Names and types of the columns that it gives when it is run.</summary>
    internal IReadOnlyList<(string Name, LogicalType Type)> Columns()
    {
        var columns = new (string, LogicalType)[checked((int)Query.PreparedColumnCount(handle))];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = (NativeText.Take(Query.PreparedColumnName(handle, (ulong)i))!,
                NativeTypes.ReadAndRelease(Query.PreparedColumnType(handle, (ulong)i)));
        }
        return columns;
    }

    /// <summary>Binds parameters by name where they have one, the others in order.</summary>
    /// <exception cref="EngineException">ENG0107: one is missing.</exception>
    internal void Bind(DuckDBParameterCollection parameters)
    {
        var count = checked((int)Query.ParameterCount(handle));
        for (var i = 1; i <= count; i++)
        {
            var name = NativeText.Take(Query.ParameterName(handle, (ulong)i)) ?? "";
            var parameter = parameters.IndexOf(name) is >= 0 and var named ? parameters[named]
                : i <= parameters.Count && parameters[i - 1].ParameterName.Length == 0 ? parameters[i - 1]
                : throw new EngineException(
                    ErrorCodes.ParameterMismatch, $"the statement's parameter '{name}' has no value. Add it to the command.");
            using var value = NativeValues.Create(parameter.Value);
            if (Query.BindValue(handle, (ulong)i, value) != State.Success)
            {
                throw NativeErrors.Create(NativeText.Read(Query.PrepareError(handle)));
            }
        }
    }

    internal ResultHandle Execute(bool isStreaming, CancellationToken cancellationToken)
    {
        var result = new ResultHandle();
        var state = isStreaming
            ? Query.ExecuteStreaming(handle, result.Pointer)
            : Query.Execute(handle, result.Pointer);
        if (state != State.Success)
        {
            using (result)
            {
                throw NativeErrors.Create(
                    Query.ResultErrorType(result.Pointer),
                    NativeText.Read(Query.ResultError(result.Pointer)),
                    cancellationToken);
            }
        }

        return result;
    }
}
