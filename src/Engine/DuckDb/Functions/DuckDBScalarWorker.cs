using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>Computes a function for all rows of <paramref name="input"/>, nulls included.</summary>
/// <param name="input">One column a parameter.</param>
/// <param name="output">The results, row by row; all are valid until set null.</param>
public delegate void DuckDBScalarWorker(ChunkReader input, VectorWriter output);
