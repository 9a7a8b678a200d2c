using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.NativeMethods;
using Xunit;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class NativeErrorsTests
{
    [Fact]
    public void Only_who_asked_for_it_is_told_that_a_query_was_interrupted()
    {
        using var source = new CancellationTokenSource();
        var hidden = Assert.IsType<EngineException>(NativeErrors.Create(ErrorType.Interrupt, "INTERRUPT Error: Interrupted!", source.Token));
        Assert.Equal((ErrorCodes.EngineFailed, true), (hidden.Code, hidden.IsTransient));

        source.Cancel();
        var cancelled = Assert.IsType<OperationCanceledException>(NativeErrors.Create(ErrorType.Interrupt, "", source.Token));
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.IsType<OperationCanceledException>(NativeErrors.Create(ErrorType.Interrupt, ""));
    }
}
