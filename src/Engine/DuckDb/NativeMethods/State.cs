namespace Lakehouse.Engine.DuckDb.NativeMethods;

internal enum State
{
    Success = 0,
    Error = 1,
}
