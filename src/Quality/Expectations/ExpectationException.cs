namespace Lakehouse.Quality.Expectations;

/// <summary>An expectation cannot be measured on the table at hand; its result says so.</summary>
internal sealed class ExpectationException(string message) : Exception(message);
