namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary><c>duckdb_error_type</c>, those members that are told apart.</summary>
internal enum ErrorType
{
    OutOfRange = 1,
    Conversion = 2,
    Decimal = 4,
    MismatchType = 5,
    DivideByZero = 6,
    Transaction = 10,
    NotImplemented = 11,
    Catalog = 13,
    Parser = 14,
    Constraint = 18,
    Connection = 21,
    Syntax = 22,
    Settings = 23,
    Binder = 24,
    Network = 25,
    InputOutput = 28,
    Interrupt = 29,
    Fatal = 30,
    Internal = 31,
    InvalidInput = 32,
    OutOfMemory = 33,
    Permission = 34,
    ParameterNotResolved = 35,
    ParameterNotAllowed = 36,
    Http = 38,
    MissingExtension = 39,
    Autoload = 40,
    InvalidConfiguration = 42,
}
