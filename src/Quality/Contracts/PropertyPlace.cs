namespace Lakehouse.Quality.Contracts;

/// <summary>Where a property is declared.</summary>
/// <param name="ParentPath">The path of the object or array around it; empty at the root.</param>
/// <param name="IsElement">Whether it declares the elements of an array.</param>
/// <param name="IsInArray">Whether there is an array around it.</param>
/// <param name="IsCertain">Whether everything around it is required, so that it is there when it is required.</param>
/// <param name="RequiredByParent">Whether the object around it lists it as required.</param>
internal readonly record struct PropertyPlace(
    string ParentPath, bool IsElement, bool IsInArray, bool IsCertain, bool RequiredByParent)
{
    public static readonly PropertyPlace Root = new("", false, false, true, false);

    public string PathOf(string name) =>
        IsElement ? ParentPath + "[]" : ParentPath.Length == 0 ? name : $"{ParentPath}.{name}";
}
