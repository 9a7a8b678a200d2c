namespace Lakehouse.Quality.Checks;

/// <summary>What one value must satisfy; null satisfies everything.</summary>
public abstract record ValueCheck : Check
{
    private protected ValueCheck()
    {
    }
}
