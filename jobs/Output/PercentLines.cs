namespace Lakehouse.Jobs.Output;

/// <summary>Says how far long work has come: a line for each tenth.</summary>
internal sealed class PercentLines(Terminal terminal) : IProgress<double>
{
    private int _tenths;

    public void Report(double value)
    {
        var tenths = (int)(value * 10);
        if (tenths > _tenths && tenths < 10)
        {
            terminal.Say($"{tenths}0 % done");
        }
        _tenths = tenths;
    }
}
